"""Uploads that go on where the line broke: tus 1.0 with creation, termination, expiration and checksum.

Nothing is kept of a piece that a proxy held back when the line broke, so a client sends pieces of a megabyte
or less.
"""

import base64
import binascii
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, Locked, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.db.engine import settings_of
from corridor.errors import Invalid
from corridor.web import session, transaction
from corridor.web.inputs import large_body
from forum_service import limits
from forum_service.posts.place import Author
from forum_service.uploads import parts
from forum_service.uploads.actions import take_in
from forum_service.uploads.answers import described
from forum_service.uploads.models import Upload, UploadPart
from forum_service.uploads.rules import MEGABYTE, Refused
from forum_service.uploads.storage import FileStore

blueprint = Blueprint("tus", __name__, url_prefix="/forum/uploads/tus")
VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
PIECES = "application/offset+octet-stream"


class _Unspoken(HTTPException):
    """The client speaks another version of the protocol."""

    code = 412
    description = "Tus-Resumable must be 1.0.0."


class _Damaged(HTTPException):
    """The status that tus has for a piece whose checksum is wrong."""

    code = 460
    description = "Checksum Mismatch"

    def get_headers(self, *_: Any) -> list[tuple[str, str]]:
        return [("Content-Type", "text/plain; charset=utf-8")]


@blueprint.after_request
def speak_tus(answer: Response) -> Response:
    """Each answer names the version."""
    answer.headers.setdefault("Tus-Resumable", VERSION)
    if answer.status_code == 412:
        answer.headers["Tus-Version"] = VERSION
    return answer


@blueprint.route("", methods=["OPTIONS"], provide_automatic_options=False)
@blueprint.route("/<uuid:part_id>", methods=["OPTIONS"], provide_automatic_options=False)
@access.public
def options(part_id: UUID | None = None) -> Response:  # noqa: ARG001  the same for all of them
    """What this server can do."""
    answer = make_response("", 204)
    answer.headers["Tus-Version"] = VERSION
    answer.headers["Tus-Extension"] = EXTENSIONS
    answer.headers["Tus-Max-Size"] = str(settings_of(session()).upload_size * MEGABYTE)
    answer.headers["Tus-Checksum-Algorithm"] = ",".join(parts.ALGORITHMS)
    return answer


@blueprint.route("", methods=["POST"], provide_automatic_options=False)
@access.api("forum:write")
@limits.uploads
def create() -> AnyResponse:
    """Announce a file: its length, and its name in the metadata."""
    _check_version()
    name = _metadata().get("filename") or _metadata().get("name") or "file"
    length = _number("Upload-Length")
    if length > settings_of(session()).upload_size * MEGABYTE:
        raise RequestEntityTooLarge
    with transaction() as work:
        part = parts.begin_part(work, Author.of(viewer()).id, name=name, length=length, now=clock.now())
    answer = make_response("", 201)
    answer.headers["Location"] = f"{blueprint.url_prefix}/{part.id}"
    answer.headers["Upload-Expires"] = format_datetime(part.expires_at, usegmt=True)
    return answer


@blueprint.route("/<uuid:part_id>", methods=["GET"], provide_automatic_options=False)
@access.api("forum:write")
def show(part_id: UUID) -> AnyResponse:
    """How much has come (HEAD), and what became of it."""
    if request.method == "HEAD":
        _check_version()
    part = _part(part_id)
    offset = parts.offset_of(FileStore.of(session()), part)
    upload = session().get(Upload, part.upload_id) if part.upload_id else None
    body = {"offset": offset, "length": part.length, "file": described(upload) if upload else None}
    answer = jsonify(body)
    answer.headers["Upload-Offset"] = str(offset)
    answer.headers["Upload-Length"] = str(part.length)
    answer.headers["Upload-Expires"] = format_datetime(part.expires_at, usegmt=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.route("/<uuid:part_id>", methods=["PATCH"], provide_automatic_options=False)
@access.api("forum:write")
@large_body
def append(part_id: UUID) -> AnyResponse:
    """Take a piece; the last one makes an upload of it."""
    _check_version()
    if request.mimetype != PIECES:
        raise UnsupportedMediaType
    offset, checksum = _number("Upload-Offset"), _checksum()
    part = _part(part_id)
    come = _receive(part, offset, checksum) if part.upload_id is None else part.length
    upload_id = part.upload_id
    if come == part.length and upload_id is None:
        upload_id = _finish(part)
    answer = make_response("", 204)
    answer.headers["Upload-Offset"] = str(come)
    answer.headers["Upload-Expires"] = format_datetime(part.expires_at, usegmt=True)
    return answer


def _receive(part: UploadPart, offset: int, checksum: parts.Checksum | None) -> int:
    store = FileStore.of(session())
    # The line may be slow: others need the connection more.
    session().close()
    try:
        return parts.receive(store, part, request.stream, offset=offset, checksum=checksum)
    except parts.ChecksumMismatch as error:
        raise _Damaged from error
    except BlockingIOError as error:
        raise Locked from error


def _finish(part: UploadPart) -> UUID:
    store, settings = FileStore.of(session()), settings_of(session())
    session().close()
    try:
        with (
            store.part_path(part.id).open("rb") as stream,
            take_in(store, settings, filename=part.name, stream=stream) as taken,
            transaction() as work,
        ):
            upload_id = parts.finish_part(work, part, taken).id
    except Refused:
        with transaction() as work:
            parts.drop_part(work, part.id)
        raise
    except FileNotFoundError as error:
        # The same last piece was sent again, and the other request was the quicker one.
        finished = _part(part.id).upload_id
        if finished is None:
            raise Locked from error
        return finished
    store.part_path(part.id).unlink(missing_ok=True)
    return upload_id


@blueprint.route("/<uuid:part_id>", methods=["DELETE"], provide_automatic_options=False)
@access.api("forum:write")
def drop(part_id: UUID) -> AnyResponse:
    """Give up."""
    _check_version()
    part = _part(part_id)
    with transaction() as work:
        parts.drop_part(work, part.id)
    return make_response("", 204)


def _part(part_id: UUID) -> UploadPart:
    return parts.get_part(session(), part_id, owner_id=viewer().id, now=clock.now())


def _check_version() -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise _Unspoken


def _number(header: str) -> int:
    typed = request.headers.get(header, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 16):
        raise Invalid(f"{header} must be a number of bytes.")
    return int(typed)


def _metadata() -> dict[str, str]:
    """`filename d29ybGQucGRm,type aW1hZ2U=`; what cannot be read is left out."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except ValueError:
            continue
    return found


def _checksum() -> parts.Checksum | None:
    typed = request.headers.get("Upload-Checksum")
    if typed is None:
        return None
    algorithm, _space, encoded = typed.partition(" ")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("Upload-Checksum must be an algorithm and a digest in Base64.") from None
    if algorithm not in parts.ALGORITHMS:
        raise Invalid(f"Upload-Checksum must be one of {', '.join(parts.ALGORITHMS)}.")
    return parts.Checksum(algorithm=algorithm, digest=digest)
