"""A webhook of the demo world with its log; it is off, and nothing is sent."""

import json
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from corridor.demo import person
from notify_service.webhooks.models import Delivery, Webhook
from notify_service.webhooks.rules import new_secret

SECRETARY = "helen.marsh"
_LOG = (
    ("ping", {"ping": "OK"}, 200, 1, 12),
    ("date_set", {"event": "date_set", "date": {"key": "meeting/2", "what": "meeting"}}, 202, 1, 8),
    ("need_published", {"event": "need_published", "need": {"party": "ML"}}, 503, 5, 3),
)


def seed_webhook(session: Session, *, now: datetime) -> None:
    """What the page of webhooks shows to the secretariat."""
    if session.scalar(select(Webhook.id).limit(1)) is not None:
        return
    hook = Webhook(
        url="https://clearing-house.example/hooks/corridor",
        secret=new_secret(),
        events=["bulletin_published", "date_set", "date_removed", "need_published"],
        active=False,
        created_by=person(SECRETARY).account_id,
        created_at=now - timedelta(days=12),
    )
    session.add(hook)
    session.flush()
    for event, body, status, attempts, days in _LOG:
        at = now - timedelta(days=days)
        row = {"webhook_id": hook.id, "event_type": event.partition("_")[0], "event": event}
        answered = {"attempts": attempts, "status": status, "answered_at": at, "created_at": at}
        session.execute(insert(Delivery).values(**row, **answered, body=json.dumps(body)))
