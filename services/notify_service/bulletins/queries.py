"""Reading notifications: the archive for everybody, one of them, its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row, Select, exists, extract, func, or_, select
from sqlalchemy.orm import Session, selectinload, undefer

from corridor.errors import NotFound
from notify_service.bulletins.addressing import Addressed, Addressees, choose
from notify_service.bulletins.models import Bulletin, File, Recipient, Text
from notify_service.channels.email.models import Mail
from notify_service.register.queries import entries_of_kinds

PUBLISHED = Bulletin.published_at.is_not(None)
_PARTS = (selectinload(Bulletin.texts), selectinload(Bulletin.files))


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What the archive is narrowed to; `open_on` keeps those whose date has not passed by that day."""

    words: str = ""
    year: int | None = None
    kind: str = ""
    open_on: date | None = None


def published_where(narrowing: Narrowing) -> Select[Bulletin]:
    """The notifications of the archive that fit."""
    query = select(Bulletin).where(PUBLISHED).options(selectinload(Bulletin.texts))
    if narrowing.year:
        query = query.where(extract("year", Bulletin.published_at) == narrowing.year)
    if narrowing.kind:
        query = query.where(Bulletin.addressees.contains({"kinds": [narrowing.kind]}))
    if narrowing.open_on:
        query = query.where(Bulletin.action_by >= narrowing.open_on, Bulletin.withdrawn_at.is_(None))
    return query.where(*(_has(word) for word in narrowing.words.split()[:8]))


def _has(word: str) -> ColumnElement[bool]:
    # Every word somewhere: in the number, the reference, or the text of one of the six languages. Chinese
    # has no words to index, and an archive of some thousand is read through in an instant.
    columns = (Text.subject, Text.body, Text.action)
    found = or_(*(column.icontains(word, autoescape=True) for column in columns))
    in_texts = exists().where(Text.bulletin_id == Bulletin.id, found)
    named = (column.icontains(word, autoescape=True) for column in (Bulletin.number, Bulletin.symbol))
    return or_(in_texts, *named)


def years(session: Session) -> Sequence[int]:
    """The years of the archive, the newest first."""
    year = extract("year", Bulletin.published_at)
    found = session.scalars(select(year).where(PUBLISHED).distinct().order_by(year.desc()))
    return [int(one) for one in found]


def latest(session: Session, *, count: int = 30) -> Sequence[Bulletin]:
    """The newest ones, for the feed."""
    query = select(Bulletin).where(PUBLISHED).options(selectinload(Bulletin.texts))
    return session.scalars(
        query.order_by(Bulletin.published_at.desc(), Bulletin.id.desc()).limit(count)
    ).all()


def get_published(session: Session, number: str) -> Bulletin:
    """The notification of that number; raises NotFound."""
    query = select(Bulletin).where(Bulletin.number == number, PUBLISHED).options(*_PARTS)
    return _found(session.scalar(query))


def get_bulletin(session: Session, bulletin_id: UUID, *, locked: bool = False) -> Bulletin:
    """A notification in whatever state, for the desk; raises NotFound."""
    query = select(Bulletin).where(Bulletin.id == bulletin_id).options(*_PARTS)
    return _found(session.scalar(query.with_for_update() if locked else query))


def _found(bulletin: Bulletin | None) -> Bulletin:
    if bulletin is None:
        raise NotFound(_("There is no such notification."))
    return bulletin


def get_file(session: Session, bulletin: Bulletin, file_id: UUID) -> File:
    """A file of it, with its bytes; raises NotFound."""
    query = select(File).where(File.id == file_id, File.bulletin_id == bulletin.id)
    found = session.scalar(query.options(undefer(File.data)))
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def get_pdf(session: Session, bulletin: Bulletin, language: str) -> bytes:
    """The page of paper in that language; raises NotFound while it has not been made."""
    found = session.scalar(select(Text.pdf).where(Text.bulletin_id == bulletin.id, Text.language == language))
    if not found:
        raise NotFound(_("There is no PDF in this language yet. Please try again in a minute."))
    return found


def languages_with_pdf(session: Session, bulletin: Bulletin) -> frozenset[str]:
    """The languages in which there is one."""
    made = func.coalesce(func.octet_length(Text.pdf), 0) > 0
    return frozenset(session.scalars(select(Text.language).where(Text.bulletin_id == bulletin.id, made)))


def who_is_addressed(session: Session, addressees: Addressees) -> list[Addressed]:
    """To whom it would go as the register is now."""
    if not addressees.anybody:
        return []
    return choose(entries_of_kinds(session, addressees.kinds, addressees.organisations), addressees)


def find_recipient(
    session: Session, bulletin: Bulletin, *, recipient_id: UUID | None = None, email: str = ""
) -> Row[Recipient, datetime | None] | None:
    """The recipient, by the id in their link or by the address of an account, and when they were mailed."""
    whose = Recipient.id == recipient_id if recipient_id else Recipient.email == email.strip().lower()
    query = (
        select(Recipient, Mail.finished_at)
        .outerjoin(Mail, Mail.id == Recipient.mail_id)
        .where(Recipient.bulletin_id == bulletin.id, whose)
    )
    return session.execute(query).first() if recipient_id or email else None


def recipient_of(session: Session, recipient_id: UUID) -> Recipient:
    """Somebody who was written to, for the link in the mail; raises NotFound."""
    found = session.get(Recipient, recipient_id)
    if found is None:
        raise NotFound(_("There is no such notification."))
    return found
