"""Composing a mail: the letter for its kind, frozen into the row as the message that is sent."""

from datetime import datetime
from email.utils import parseaddr
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from notify_service.bulletins.letters import bulletin_mail
from notify_service.channels.email.at_once import at_once_letter
from notify_service.channels.email.letters import Envelope, Letter, to_mime
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import AT_ONCE, BULLETIN, DIGEST
from notify_service.channels.email.security import security_letter
from notify_service.channels.email.telling import Reader
from notify_service.channels.email.translating import tongue
from notify_service.digests.letter import digest_letter
from notify_service.inbox.queries import items_of_digest, items_of_mail
from notify_service.members.models import Member
from notify_service.settings import NotifySettings

# A long thread of references helps nobody; the root and the last mail are enough to thread by.
_LAST_MAILS = 3


def compose(session: Session, mail: Mail, settings: NotifySettings, *, now: datetime) -> None:
    """Write the message into the row; from now on it does not change."""
    name, letter = _letter(session, mail, settings, now=now)
    mail.message_id = message_id(f"{mail.id}", settings)
    mail.subject = letter.subject
    envelope = Envelope(
        name=name, address=mail.address, mail_from=settings.mail_from, message_id=mail.message_id, at=now
    )
    mail.mime = to_mime(letter, envelope)


def _letter(session: Session, mail: Mail, settings: NotifySettings, *, now: datetime) -> tuple[str, Letter]:
    if mail.kind == BULLETIN:
        return bulletin_mail(session, mail, settings, now=now)
    if mail.account_id is None or mail.kind not in (AT_ONCE, DIGEST):
        return str(mail.words.get("name", "")), security_letter(mail.words, settings)
    member = cast(Member, session.get(Member, mail.account_id))
    mail.address = member.email
    reader = reader_of(member)
    if mail.kind == DIGEST:
        return member.name, digest_letter(items_of_digest(session, mail.id), reader, settings, now=now)
    unread = [item for item in items_of_mail(session, mail.id) if item.read_at is None]
    thread = (message_id(mail.group_key.replace("/", "."), settings), *_earlier(session, mail))
    return member.name, at_once_letter(unread, reader, settings, thread=thread)


def reader_of(member: Member) -> Reader:
    """The member as the reader of a mail."""
    return Reader(
        account_id=member.account_id,
        name=member.name,
        speech=tongue(member.ui_language),
        zone=member.time_zone,
    )


def message_id(local: str, settings: NotifySettings) -> str:
    """A Message-ID of ours, the same whenever it is asked for."""
    return f"<{local}@{parseaddr(settings.mail_from)[1].rpartition('@')[2]}>"


def _earlier(session: Session, mail: Mail) -> tuple[str, ...]:
    """The mails this one follows in the reader's mailbox."""
    same = (Mail.account_id == mail.account_id) & (Mail.group_key == mail.group_key) & (Mail.id != mail.id)
    sent = Mail.state.in_(("sent", "in_doubt"))
    query = select(Mail.message_id).where(same, sent).order_by(Mail.created_at.desc()).limit(_LAST_MAILS)
    return tuple(reversed(session.scalars(query).all()))
