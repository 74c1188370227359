"""What is done again and again: forgetting."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from account_service.bulk.actions import forget_batches
from account_service.bulk.clock import send_lists
from account_service.challenges.models import Challenge
from account_service.farewells.clock import keep_farewells
from account_service.groups.clock import turn_terms
from account_service.limits.actions import forget_windows
from account_service.my_data.actions import forget_requests
from account_service.sessions.models import BrowserLogin
from account_service.upstream.models import UpstreamVisit
from corridor import clock
from corridor.service import Job

# Long enough to tell somebody what happened to their session or code.
KEEP = timedelta(days=30)


def forget_old(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Drop what has long ended: sessions, codes, visits, lists, counters."""
    now = clock.now()
    with sessions() as session, session.begin():
        for model in (Challenge, UpstreamVisit, BrowserLogin):
            session.execute(delete(model).where(model.expires_at < now - KEEP))
        forget_batches(session, before=now - KEEP)
        forget_requests(session, now=now)
        forget_windows(session, before=now - timedelta(days=2))
    return False


SCHEDULE = (
    Job(name="forget", run=forget_old, every=timedelta(hours=1)),
    Job(name="send lists", run=send_lists, every=timedelta(seconds=3)),
    Job(name="keep farewells", run=keep_farewells, every=timedelta(minutes=10)),
    Job(name="turn terms", run=turn_terms, every=timedelta(minutes=10)),
)
