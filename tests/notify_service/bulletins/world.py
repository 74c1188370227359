"""A register, and notifications on their way."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.ids import demo_id
from corridor.testing import DATABASES, settings_for
from notify_service.bulletins import actions, queries
from notify_service.bulletins.addressing import Addressees
from notify_service.bulletins.drafting import Draft, Words, draft_bulletin
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.sending import send_bulletins
from notify_service.bulletins.steps import Officer
from notify_service.register.actions import Hand, add_entry
from notify_service.service import SERVICE

HELEN = Officer(id=demo_id("account", "helen"), name="Helen")
DIEGO = Officer(id=demo_id("account", "diego"), name="Diego")
ENGLISH = Words(
    subject="Call for expressions of interest",
    action="Send the form of the annex.",
    body="Parties are **invited**.\n\n1. To host a centre\n2. To say so",
)
FRENCH = Words(subject="Appel à manifestation d’intérêt", body="Les Parties sont **invitées**.")


def register(session: Session, *people: str) -> None:
    """ "CBD-FP1 KE Grace fr deputy": kind, Party, name, and where it matters the language and the rank."""
    for line in people:
        kind, party, name, *more = line.split()
        values = {
            "kind": kind,
            "party": "" if party == "-" else party,
            "name": name,
            "email": f"{name.lower()}@example.org",
            "language": more[0] if more else "en",
            "deputy": "deputy" in more,
            "organisation": name if kind == "ORG" else "",
        }
        add_entry(session, Hand(id=None, name="test"), values, now=clock.now())
    session.commit()


def draft(session: Session, **changes: Any) -> Bulletin:
    """A draft by Helen, to all primary focal points unless `kinds` and others say otherwise."""
    whom = {
        name: changes.pop(name)
        for name in ("kinds", "parties", "groups", "organisations", "deputies")
        if name in changes
    }
    days = changes.pop("days", 30)
    fields: dict[str, Any] = {
        "symbol": "SCBD/TSC/1",
        "language": "en",
        "texts": {"en": ENGLISH},
        "addressees": Addressees(**{"kinds": ("CBD-FP1",)} | whom),
        "action_by": clock.now().date() + timedelta(days=days) if days is not None else None,
        "action_url": "",
        "remind_days": (),
    }
    made = draft_bulletin(session, HELEN, Draft(**fields | changes), now=clock.now())
    session.commit()
    return made


def publish(session: Session, **changes: Any) -> Bulletin:
    """A notification by Helen, approved by Diego."""
    made = draft(session, **changes)
    actions.submit(session, made, HELEN, now=clock.now())
    actions.approve(session, made, DIEGO, now=clock.now())
    session.commit()
    return made


def send() -> None:
    """All turns of the job that hands mails to the mailer."""
    while send_bulletins(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass


def recipients(session: Session, bulletin: Bulletin) -> dict[str, Recipient]:
    """Who was written to, by name."""
    session.expire_all()
    found = session.scalars(select(Recipient).where(Recipient.bulletin_id == bulletin.id))
    return {one.name: one for one in found}


def again(session: Session, bulletin_id: UUID) -> Bulletin:
    """The notification as it is now."""
    session.expire_all()
    return queries.get_bulletin(session, bulletin_id)


def in_days(days: int) -> date:
    """The day so many days from now."""
    return clock.now().date() + timedelta(days=days)
