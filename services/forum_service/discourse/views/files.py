"""Files."""

from flask import Response, request
from flask_babel import lazy_gettext as _

from corridor.web import transaction
from corridor.web.inputs import large_body
from forum_service import limits
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import me, writes
from forum_service.discourse.given import Unusable
from forum_service.uploads.actions import store_file
from forum_service.uploads.rules import file_url


@writes("/uploads", "POST")
@large_body
@limits.uploads
def upload() -> Response:
    """Keep a file; its address goes into a post."""
    file = request.files.get("file") or request.files.get("files[]")
    if file is None or not file.filename:
        raise Unusable(_("The parameter %(name)s is missing.", name="file"))
    with transaction() as work:
        kept = store_file(work, owner_id=me(), filename=file.filename, stream=file.stream)
    url = file_url(kept.id, kept.name)
    return say(
        {
            "id": str(kept.id),
            "url": url,
            "short_url": url,
            "short_path": url,
            "original_filename": kept.name,
            "filesize": kept.size,
            "width": kept.width,
            "height": kept.height,
            "extension": kept.name.rpartition(".")[2],
            "human_filesize": f"{max(1, kept.size // 1000)} kB",
        }
    )
