"""Writing a notification: its words, its files, whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from corridor.ids import uuid7
from notify_service.bulletins import rules
from notify_service.bulletins.addressing import Addressees
from notify_service.bulletins.files import Checked, check_room
from notify_service.bulletins.models import Bulletin, File, Text
from notify_service.bulletins.steps import Officer, note_step
from notify_service.bulletins.writing import to_html


class WrittenMeanwhile(Conflict):
    """Somebody else saved the draft since it was opened."""

    code = "written_meanwhile"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The notification in one language."""

    subject: str
    body: str
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that the form of a notification holds."""

    symbol: str
    language: str
    texts: Mapping[str, Words]
    addressees: Addressees
    action_by: date | None
    action_url: str
    remind_days: tuple[int, ...]


def draft_bulletin(
    session: Session, by: Officer, draft: Draft, *, now: datetime, bulletin_id: UUID | None = None
) -> Bulletin:
    """Begin a notification."""
    bulletin = Bulletin(id=bulletin_id or uuid7(), created_at=now, edited_by=by.id)
    _write(bulletin, draft)
    session.add(bulletin)
    session.flush()
    note_step(session, bulletin.id, by, "drafted", now=now)
    return bulletin


def edit_bulletin(
    session: Session, bulletin: Bulletin, by: Officer, draft: Draft, *, version: int, now: datetime
) -> None:
    """Change a draft; raises WrittenMeanwhile when it is no longer the one that was opened."""
    rules.check_editable(bulletin.state)
    if bulletin.version != version:
        raise WrittenMeanwhile(
            _("Somebody else changed this notification while you wrote. Your words stand here still.")
        )
    _write(bulletin, draft)
    bulletin.version += 1
    bulletin.edited_by = by.id
    note_step(session, bulletin.id, by, "edited", now=now)


def _write(bulletin: Bulletin, draft: Draft) -> None:
    bulletin.symbol, bulletin.language = draft.symbol, draft.language
    bulletin.addressees = draft.addressees.kept()
    bulletin.action_by, bulletin.action_url = draft.action_by, draft.action_url
    bulletin.remind_days = list(draft.remind_days)
    before = {text.language: text for text in bulletin.texts}
    bulletin.texts = [_text(before, language, words) for language, words in draft.texts.items()]


def _text(before: Mapping[str, Text], language: str, words: Words) -> Text:
    text = before.get(language) or Text(language=language)
    text.subject, text.action, text.body = words.subject, words.action, words.body
    text.html = to_html(words.body)
    return text


def add_file(
    session: Session, bulletin: Bulletin, by: Officer, file: Checked, *, language: str, now: datetime
) -> None:
    """Let a file go with the notification."""
    rules.check_editable(bulletin.state)
    used = session.scalar(
        select(func.coalesce(func.sum(File.size), 0)).where(File.bulletin_id == bulletin.id)
    )
    check_room(int(used or 0), len(bulletin.files), file)
    row = File(name=file.name, media_type=file.media_type, size=len(file.data), data=file.data)
    row.language = language
    bulletin.files.append(row)
    bulletin.edited_by = by.id
    note_step(session, bulletin.id, by, "file_added", now=now, words=file.name)


def remove_file(session: Session, bulletin: Bulletin, by: Officer, file_id: UUID, *, now: datetime) -> None:
    """Take a file away again."""
    rules.check_editable(bulletin.state)
    for file in [file for file in bulletin.files if file.id == file_id]:
        bulletin.files.remove(file)
        bulletin.edited_by = by.id
        note_step(session, bulletin.id, by, "file_removed", now=now, words=file.name)


def discard_draft(session: Session, bulletin: Bulletin) -> None:
    """Throw a draft away."""
    rules.check_editable(bulletin.state)
    session.delete(bulletin)
