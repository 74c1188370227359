"""Jobs as a page starts them and the worker does them."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person
from corridor.testing import ALICE, DATABASES, settings_for
from forum_service.jobs.actions import start_job
from forum_service.jobs.models import Job
from forum_service.jobs.runners import Runner
from forum_service.jobs.running import run_next_job
from forum_service.service import SERVICE

Start = Callable[..., Job]
Work = Callable[..., bool]


@pytest.fixture
def start(session: Session) -> Start:
    """Ask for a job in somebody's name."""

    def start_(kind: str = "count", who: Person = ALICE, **params: object) -> Job:
        job = start_job(
            session, kind=kind, account_id=who.account_id, params=params, now=clock.now(), title="Counting"
        )
        session.commit()
        return job

    return start_


@pytest.fixture
def work(session: Session) -> Work:
    """Let the worker do the next job with these runners; whether there was one."""

    def work_(**runners: Runner) -> bool:
        settings = settings_for(SERVICE)
        again = run_next_job(DATABASES.sessions(SERVICE), settings, runners=runners)
        session.expire_all()
        return again

    return work_
