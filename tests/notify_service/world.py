"""Events as other services would tell them, and short ways to let them happen."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person
from corridor.events.account import SecurityMailRequested
from corridor.events.forum import ReplyPosted, TopicOpened, TopicRead
from corridor.events.matchmaking import NeedSubmitted
from corridor.ids import uuid7
from corridor.messaging.event import Event, Meta
from corridor.testing import ALICE, BOB, CHARLIE, DATABASES, add_member, settings_for
from notify_service.channels.email.delivery import deliver_mails
from notify_service.digests.assembly import assemble_digests
from notify_service.members.models import Member
from notify_service.preferences.actions import choose_rhythm
from notify_service.service import SERVICE

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def members(session: Session, *people: Person) -> None:
    """Let this service know these people (by default alice, bob and charlie)."""
    for person in people or (ALICE, BOB, CHARLIE):
        add_member(session, Member, person)
    session.commit()


def happen(session: Session, event: Event, *, event_id: UUID | None = None, sequence: int = 1) -> UUID:
    """Let the service take in an event."""
    meta = Meta(
        id=event_id or uuid7(), time=clock.now(), source="test", subject=event.subject, sequence=sequence
    )
    SERVICE.handlers[type(event)](session, event, meta)
    session.commit()
    return meta.id


def reply(*recipients: tuple[Person, str], number: int = 2, topic: int = 12, **changes: Any) -> ReplyPosted:
    """Bob replies in the topic on wetlands."""
    return ReplyPosted(**_post(recipients, number=number, topic=topic) | changes)


def opening(*recipients: tuple[Person, str], topic: int = 12, **changes: Any) -> TopicOpened:
    """Bob opens the topic on wetlands."""
    return TopicOpened(**_post(recipients, number=1, topic=topic) | changes)


def _post(recipients: tuple[tuple[Person, str], ...], *, number: int, topic: int) -> dict[str, Any]:
    return {
        "topic_id": topic,
        "post_id": topic * 100 + number,
        "post_number": number,
        "forum_slug": "cooperation",
        "forum_name": "Forum on Technical and Scientific Cooperation",
        "title": "Which wetlands have been mapped?" if topic == 12 else f"Topic {topic}",
        "url": f"http://localhost/forum/t/wetlands/{topic}/{number}",
        "author_id": str(BOB.account_id),
        "author_name": "Bob",
        "author_organisation": "Bob Institute",
        "language": "en",
        "excerpt": f"Post {number}: the maps of 2024 cover all of it.",
        "html": f"<p>Post {number}: the <em>maps of 2024</em> cover all of it.</p>",
        "posted_at": clock.now().isoformat(),
        "recipients": _recipients(recipients),
    }


def need(*recipients: tuple[Person, str], **changes: Any) -> NeedSubmitted:
    """Bob registers a need of Mali."""
    fields: dict[str, Any] = {
        "need_id": "0190a0e2-0000-7000-8000-000000000001",
        "title": "Inventory of the inner Niger delta",
        "party": "ML",
        "party_name": "Mali",
        "url": "http://localhost/match/needs/1",
        "language": "fr",
        "excerpt": "Nous cherchons une méthode pour inventorier les zones humides.",
        "actor_id": str(BOB.account_id),
        "actor_name": "Bob",
        "happened_at": clock.now().isoformat(),
        "recipients": _recipients(recipients),
    }
    return NeedSubmitted(**fields | changes)


def code_requested(**changes: Any) -> SecurityMailRequested:
    """Alice asks for a code to sign in."""
    fields: dict[str, Any] = {
        "purpose": "sign_in",
        "email": ALICE.email,
        "name": "Alice",
        "language": "en",
        "code": "482 913",
        "account_id": str(ALICE.account_id),
    }
    return SecurityMailRequested(**fields | changes)


def read_up_to(number: int, *, topic: int = 12, who: Person = ALICE) -> TopicRead:
    """Somebody reads the topic on wetlands up to a post."""
    return TopicRead(topic_id=topic, account_id=str(who.account_id), post_number=number)


def choose(session: Session, who: Person, **values: Any) -> None:
    """Set the rhythm of somebody's mails."""
    choose_rhythm(session, who.account_id, values, now=clock.now())
    session.commit()


def mailer(smtp_url: str | None, **changes: Any) -> bool:
    """One turn of the mailer; mails at once do not wait."""
    settings = settings_for(SERVICE, **{"smtp_url": smtp_url, "notice_delay": 0} | changes)
    return deliver_mails(DATABASES.sessions(SERVICE), settings)


def make_digests() -> None:
    """One turn of the job that makes digests."""
    assemble_digests(DATABASES.sessions(SERVICE), settings_for(SERVICE))


def _recipients(people: tuple[tuple[Person, str], ...]) -> list[dict[str, Any]]:
    return [{"account_id": str(person.account_id), "reason": reason} for person, reason in people]
