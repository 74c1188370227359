"""What the calendar hears from the other services."""

from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.events import forum, matchmaking
from corridor.messaging.event import Meta
from corridor.service import Handlers
from notify_service.calendar.actions import Fact, set_date
from notify_service.calendar.rules import span_of, zone_of
from notify_service.webhooks.telling import tell_date


def on_date_set(session: Session, event: forum.DateSet | matchmaking.DateSet, meta: Meta) -> None:
    """A date is new, changed or off."""
    starts_at, ends_at = span_of(event.starts_at, event.ends_at, zone_of(event.time_zone))
    fact = Fact(
        key=event.key,
        what=event.what,
        title=event.title,
        url=event.url,
        starts_at=starts_at,
        ends_at=ends_at,
        place=event.place,
        time_zone=event.time_zone,
        language=event.language,
        roles=event.roles,
        accounts=[UUID(account_id) for account_id in event.accounts],
        removed=event.removed,
        sequence=meta.sequence or 0,
    )
    now = clock.now()
    if set_date(session, fact, now=now):
        tell_date(session, event, now=now)


HANDLERS: Handlers = {forum.DateSet: on_date_set, matchmaking.DateSet: on_date_set}
