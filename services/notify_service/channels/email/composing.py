"""Composing a mail: the letter for its kind, frozen into the row as the message that is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from notify_service.bulletins.letters import bulletin_mail
from notify_service.channels.email.at_once import at_once_letter
from notify_service.channels.email.letters import Envelope, Letter, to_mime
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import ANSWER, AT_ONCE, BULLETIN, DIGEST
from notify_service.channels.email.security import security_letter
from notify_service.channels.email.telling import Reader
from notify_service.channels.email.threads import message_id, place_in_thread
from notify_service.channels.email.translating import tongue
from notify_service.digests.letter import digest_letter
from notify_service.digests.queries import news_of_digest
from notify_service.inbound.letters import answer_letter
from notify_service.inbox.queries import items_of_mail
from notify_service.members.models import Member
from notify_service.settings import NotifySettings


class NothingToTell(Exception):
    """All that a mail was made to tell was taken down meanwhile."""


def compose(session: Session, mail: Mail, settings: NotifySettings, *, now: datetime) -> None:
    """Write the message into the row; from now on it does not change."""
    written = _write(session, mail, settings, now=now)
    letter = written.letter
    mail.message_id = written.message_id or message_id(str(mail.id), settings)
    mail.subject = letter.subject
    envelope = Envelope(
        name=written.name,
        address=mail.address,
        mail_from=settings.mail_from,
        message_id=mail.message_id,
        at=now,
    )
    mail.mime = to_mime(letter, envelope)


@dataclass(frozen=True, kw_only=True)
class _Written:
    """A letter, the name of who gets it, and the name of the mail where it is not simply that of the row."""

    name: str
    letter: Letter
    message_id: str = ""


def _write(session: Session, mail: Mail, settings: NotifySettings, *, now: datetime) -> _Written:
    if mail.kind == BULLETIN:
        name, letter = bulletin_mail(session, mail, settings, now=now)
        return _Written(name=name, letter=letter)
    if mail.kind == ANSWER:
        return _Written(name=str(mail.words.get("name", "")), letter=answer_letter(mail.words, settings))
    if mail.account_id is None or mail.kind not in (AT_ONCE, DIGEST):
        return _Written(name=str(mail.words.get("name", "")), letter=security_letter(mail.words, settings))
    member = cast(Member, session.get(Member, mail.account_id))
    mail.address = member.email
    if mail.kind == DIGEST:
        news = news_of_digest(session, member, mail.id)
        if not news:
            raise NothingToTell
        return _Written(name=member.name, letter=digest_letter(news, reader_of(member), settings, now=now))
    unread = [item for item in items_of_mail(session, mail.id) if item.read_at is None]
    thread = place_in_thread(session, mail, unread, settings)
    letter = at_once_letter(unread, reader_of(member), settings, thread=thread)
    return _Written(name=member.name, letter=letter, message_id=thread.message_id)


def reader_of(member: Member) -> Reader:
    """The member as the reader of a mail."""
    return Reader(
        account_id=member.account_id,
        name=member.name,
        speech=tongue(member.ui_language),
        zone=member.time_zone,
    )
