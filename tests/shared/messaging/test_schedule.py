"""Jobs by the clock: many of them, over few connections."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from corridor.messaging.loops import Stop
from corridor.messaging.worker import run_loops
from corridor.service import Job
from corridor.testing import settings_for
from tests.support.tiny.service import LISTENER

pytestmark = pytest.mark.integration

MANY = 30


def test_more_jobs_than_connections_do_not_wait_for_each_other():
    begun, done = threading.Barrier(3, timeout=20), [threading.Event() for _ in range(MANY)]

    def job(number):
        def run(sessions, _settings):
            if number < 3:
                # Some at once, each with the connection of its lock in hand.
                begun.wait()
            with sessions.begin() as session:
                session.execute(text("SELECT 1"))
            done[number].set()
            return False

        return Job(name=f"job {number}", run=run, every=timedelta(hours=1))

    service = replace(LISTENER, schedule=tuple(job(number) for number in range(MANY)))
    stop = Stop()
    parts = [(service, replace(settings_for(service), db_pool=2))]
    worker = threading.Thread(target=run_loops, args=[parts], kwargs={"stop": stop, "transport": "direct"})

    worker.start()
    try:
        assert all(one.wait(20) for one in done)
    finally:
        stop.tell()
        worker.join(30)
