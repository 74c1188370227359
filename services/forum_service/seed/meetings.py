"""The meetings of the advisory group, from seed/meetings.json."""

import json
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import person
from forum_service.meetings.models import Meeting, MeetingAnswer, MeetingDocument
from forum_service.posts.rendering import parse, to_html


def seed_meetings(session: Session) -> None:
    """The meetings that are not there yet: what the secretariat changed since stays as it is."""
    text = files("forum_service").joinpath("seed/meetings.json").read_text(encoding="utf-8")
    known = set(session.scalars(select(Meeting.slug)))
    for entry in json.loads(text):
        if entry["slug"] not in known:
            _seed(session, entry)
    session.flush()


def _seed(session: Session, entry: dict[str, Any]) -> None:
    documents, answers = entry.pop("documents"), entry.pop("answers", [])
    rendered = {f"{name}_html": _html(entry.get(name, "")) for name in ("agenda", "report")}
    row = insert(Meeting).values(**entry, **rendered).returning(Meeting.id)
    meeting_id = session.execute(row).scalar_one()
    for position, document in enumerate(documents, start=1):
        session.add(MeetingDocument(meeting_id=meeting_id, position=position, **document))
    for handle, answer, words in answers:
        said = {"answer": answer, "words": words, "answered_at": clock.now()}
        session.add(MeetingAnswer(meeting_id=meeting_id, account_id=person(handle).account_id, **said))


def _html(raw: str) -> str:
    return to_html(parse(raw), people={}) if raw else ""
