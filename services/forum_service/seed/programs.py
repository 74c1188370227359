"""A webhook of the demo world with its log, and a call in another name: both long over, nothing is sent."""

from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from corridor.demo import person
from forum_service.discourse.models import ProgramAct
from forum_service.webhooks.models import Delivery, Webhook

SECRETARY = "helen.marsh"
SPOKEN_FOR = "amina.diallo"


def seed_programs(session: Session, *, now: datetime) -> None:
    """What the pages for programs show to the secretariat."""
    secretary, other = person(SECRETARY).account_id, person(SPOKEN_FOR).account_id
    hook = Webhook(
        url="https://archive.example/hooks/corridor",
        secret="a secret of the demo world",  # noqa: S106
        events=["topic_created", "post_created", "post_edited"],
        active=False,
        created_by=secretary,
        created_at=now - timedelta(days=9),
    )
    session.add(hook)
    session.flush()
    _fill_log(session, hook.id, now=now)
    session.execute(
        insert(ProgramAct).values(
            at=now - timedelta(days=4),
            owner_id=secretary,
            as_id=other,
            key_session="key:demo",
            method="POST",
            path="/forum/discourse/posts",
        )
    )


def _fill_log(session: Session, webhook_id: int, *, now: datetime) -> None:
    log = [
        ("ping", 200, "", 1, 9),
        ("topic_created", 200, "ok", 1, 6),
        ("post_created", 503, "try later", 5, 3),
    ]
    for event, status, answer, attempts, days in log:
        at = now - timedelta(days=days)
        session.execute(
            insert(Delivery).values(
                webhook_id=webhook_id,
                event_type=event.partition("_")[0],
                event=event,
                body='{"ping": "OK"}' if event == "ping" else '{"demo": true}',
                created_at=at,
                attempts=attempts,
                status=status,
                answer=answer,
                answered_at=at,
            )
        )
