"""Making a file in the worker."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from corridor import clock
from corridor.errors import NotFound
from forum_service.downloads import file_name
from forum_service.exports.assembling import Assembler
from forum_service.exports.document import Document, Speech
from forum_service.exports.formats import WRITERS
from forum_service.exports.rules import FORMATS
from forum_service.jobs.actions import Result
from forum_service.jobs.models import Job
from forum_service.members.queries import find_viewer

KIND = "export"


def params_of(what: str, key: int | str, form: str, speech: Speech, *, origin: str) -> dict[str, Any]:
    """What a job needs to make a file: plain values."""
    return {
        "what": what,
        "key": key,
        "format": form,
        "origin": origin,
        "language": speech.language,
        "zone": speech.zone,
        "words": dict(speech.words),
    }


def run_export(session: Session, job: Job, report: Any) -> Result:
    """Make the file that was asked for, of what its owner may see now."""
    viewer = find_viewer(session, job.account_id)
    if viewer is None:
        raise NotFound(_("There is no such member."))
    asked = job.params
    speech = Speech(language=asked["language"], zone=asked["zone"], words=asked["words"])
    assembler = Assembler(session, viewer, speech, origin=asked["origin"], now=clock.now(), step=report)
    make = assembler.topic if asked["what"] == "topic" else assembler.board
    document = make(asked["key"])
    # All is read. Laying out a long PDF takes minutes, in which no transaction stays open.
    session.commit()
    return write(document, asked["format"])


def write(document: Document, form: str) -> Result:
    """The file, under a name made of the title."""
    data = WRITERS[form](document)
    return Result(filename=file_name(document.title, form), media_type=FORMATS[form], data=data)
