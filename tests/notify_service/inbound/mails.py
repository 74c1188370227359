"""Mails as people send them, and short ways to let them arrive."""

from email import policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person
from corridor.ids import uuid7
from corridor.testing import ALICE, DATABASES, settings_for
from notify_service.channels.email.models import Mail
from notify_service.inbound.addresses import command_address, forum_address, reply_address
from notify_service.inbound.deciding import decide_mails
from notify_service.inbound.models import IncomingMail
from notify_service.inbound.receiving import Delivery, receive
from notify_service.preferences.actions import remember_forum
from notify_service.service import SERVICE
from notify_service.settings import NotifySettings

FORUM = "cooperation"
QUOTE = "\n\nOn Mon, 23 Nov 2026 at 12:00, Bob wrote:\n> Which wetlands have been mapped?\n"


def settings(**changes: Any) -> NotifySettings:
    """The settings of the tests."""
    found = settings_for(SERVICE, **changes)
    assert isinstance(found, NotifySettings)
    return found


def reply_to(person: Person = ALICE, *, topic: int = 12, number: int = 3, private: bool = False) -> str:
    """Where this person answers a post of the topic on wetlands."""
    return reply_address(
        settings(),
        account_id=person.account_id,
        topic_id=topic,
        post_number=number,
        purpose="private" if private else "reply",
    )


def command(act: Any, person: Person = ALICE, **about: Any) -> str:
    """Where an empty mail does something."""
    return command_address(settings(), account_id=person.account_id, act=act, **about)


def forum() -> str:
    """Where a mail opens a topic."""
    return forum_address(settings(), FORUM)


def mail(to: str, text: str = f"The maps of 2024 cover all of it.{QUOTE}", **changes: str) -> bytes:
    """A mail of alice's to this address; `changes` are headers, with _ for -."""
    message = EmailMessage(policy=policy.SMTP)
    headers = {
        "From": f"Alice <{ALICE.email}>",
        "To": to,
        "Subject": "Re: Which wetlands have been mapped?",
        "Message-ID": f"<{uuid7()}@example.org>",
        "In-Reply-To": "<topic.12.post.3@corridor.example>",
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def arrive(session: Session, raw: bytes, to: str, *, return_path: str = ALICE.email, **more: Any) -> UUID:
    """Let a mail server hand over a mail."""
    delivery = Delivery(raw=raw, recipient=to, return_path=return_path, way=more.pop("way", "lmtp"), **more)
    found = receive(session, delivery, now=clock.now())
    session.commit()
    assert found is not None
    return found


def write(session: Session, to: str, text: str = "", *, way: str = "lmtp", **headers: str) -> IncomingMail:
    """A mail arrives and is decided upon: what became of it."""
    raw = mail(to, text, **headers) if text else mail(to, **headers)
    found = arrive(session, raw, to, way=way)
    decide()
    return look(session, found)


def look(session: Session, incoming_id: UUID) -> IncomingMail:
    """The row of a mail as it is now."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(IncomingMail).where(IncomingMail.id == incoming_id)).one()


def decide(**changes: Any) -> None:
    """One turn of the job that decides."""
    decide_mails(DATABASES.sessions(SERVICE), settings(**changes))


def know_forum(session: Session) -> None:
    """Let this service know the forum on cooperation."""
    remember_forum(session, FORUM, "Forum on Technical and Scientific Cooperation")
    session.commit()


def answers(session: Session) -> list[Mail]:
    """The mails that wait to go to who wrote."""
    session.rollback()
    return list(session.scalars(select(Mail).where(Mail.kind == "answer").order_by(Mail.created_at)))
