"""Runs the jobs of a service, each in its own time; of several worker processes one at a time runs a job."""

import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from corridor.messaging.inbox import purge_inbox
from corridor.messaging.loops import Stop
from corridor.messaging.outbox import purge_outbox
from corridor.service import Job, Service

# How many jobs of a service run at once.
AT_ONCE = 6


def jobs_of(service: Service) -> Sequence[Job]:
    """The jobs of a service and those the library adds for it."""
    from corridor.web.idempotency import forget_keys
    from corridor.web.limits import forget_uses

    hour = timedelta(hours=1)
    return [
        *service.schedule,
        Job(name="purge_messages", run=purge_messages, every=hour),
        Job(name="forget_keys", run=forget_keys, every=hour),
        Job(name="forget_uses", run=forget_uses, every=hour),
    ]


def purge_messages(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Drop what outbox and inbox need no longer, some at a time."""
    with sessions.begin() as session:
        return bool(purge_outbox(session) + purge_inbox(session))


def keep_schedule(
    job: Job, sessions: sessionmaker[Session], settings: Any, places: AbstractContextManager[Any], stop: Stop
) -> None:
    """Run one job whenever its time has come, and again at once while it says there is more.

    `places` are taken one by each job that runs: a job holds a connection for its lock while it works with
    another, and all of them at once would wait for each other's second one.
    """
    engine = sessions.kw["bind"]
    while not stop():
        with places:
            more = run_once(job, engine, sessions, settings)
        if not more:
            stop.wait(job.every.total_seconds())


def run_once(job: Job, engine: Engine, sessions: sessionmaker[Session], settings: Any) -> bool:
    """Run the job unless another process is at it; whether there is more to do at once."""
    number = zlib.crc32(f"job:{job.name}".encode())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}):
            return False
        try:
            return job.run(sessions, settings)
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})
