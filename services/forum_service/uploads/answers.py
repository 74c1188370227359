"""Files as answers: their bytes under headers of their own, and what a program is told of them."""

from pathlib import Path
from typing import Any

from flask import Response, request, send_file
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage

from forum_service.uploads.rules import KINDS, Refused, file_url, markdown_of, page_url

# Whatever a file holds, a browser that shows it runs nothing, loads nothing, and sends nothing.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def bytes_of(path: Path, file: Any, *, media_type: str, box: int | None = None) -> Response:
    """The file, or the part that was asked for; 304 for who has it already.

    Whoever keeps a copy asks each time whether they still may: the copy saves the way, not the question.
    """
    # Packed, a part would be no part of the file any more.
    request.environ.pop("HTTP_ACCEPT_ENCODING", None)
    answer = send_file(
        # Flask takes a relative path from where its code lies.
        path.absolute(),
        mimetype=media_type,
        as_attachment=not KINDS[file.media_type].picture or "download" in request.args,
        download_name=file.name,
        etag=f"{file.sha256}-{box}" if box else file.sha256,
        max_age=0,
        last_modified=file.created_at,
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def chosen_file(sent: FileStorage | None) -> FileStorage:
    """The file of a form; raises Refused where none was chosen."""
    if sent is None or not sent.filename:
        raise Refused(_("Choose a file first."))
    return sent


def described(file: Any) -> dict[str, Any]:
    """What a script or a program needs to know of a file of its own."""
    return {
        "id": str(file.id),
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
        "state": file.state,
        "url": file_url(file.id, file.name),
        "page": page_url(file.id),
        "markdown": markdown_of(file.id, file.name, file.media_type),
    }
