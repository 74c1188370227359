"""What members were told beyond topics and replies."""

import json

from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.events.forum import MemberTold
from corridor.messaging.event import decode


def told(session: Session, what: str) -> list[MemberTold]:
    """The news of this kind, in order."""
    bodies = session.scalars(
        text("SELECT body FROM outbox WHERE type = 'forum.member_told.v1' ORDER BY position")
    )
    return [event for event in map(_read, bodies) if event.what == what]


def who(event: MemberTold) -> set[str]:
    """The accounts it went to."""
    return {one["account_id"] for one in event.recipients}


def _read(body: str) -> MemberTold:
    event = decode(MemberTold.type, json.loads(body)["data"])
    assert isinstance(event, MemberTold)
    return event
