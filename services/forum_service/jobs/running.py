"""Doing the jobs, one after another: what the worker's schedule calls."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.errors import CorridorError
from forum_service.jobs import actions
from forum_service.jobs.actions import JobLost, Result
from forum_service.jobs.announcing import tell_end
from forum_service.jobs.models import Job
from forum_service.jobs.rules import BEAT, MOST_TRIES
from forum_service.jobs.runners import RUNNERS, Report, Runner

log = structlog.get_logger("forum.jobs")

Sessions = sessionmaker[Session]
# Rendering a long document is no query, and no page waits for it.
_PATIENCE = "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = '10min'"
# Progress is shown every few seconds; writing it for each of ten thousand posts would be the longer work.
_SAY_EVERY = 1.0


def run_next_job(sessions: Sessions, settings: Any, *, runners: Mapping[str, Runner] = RUNNERS) -> bool:
    """Do the next job; whether there was one."""
    with sessions.begin() as session:
        for lost in actions.give_up_silent(session, now=clock.now()):
            tell_end(session, lost, origin=settings.base_url, now=clock.now())
        job = actions.take_job(session, now=clock.now())
    if job is None:
        return False
    try:
        with _heartbeat(sessions, job):
            _do(sessions, job, runners[job.kind], origin=settings.base_url)
    except JobLost:
        log.info("job_lost", job=job.id, kind=job.kind)
    except Exception as error:
        _fail(sessions, job, error, origin=settings.base_url)
    return True


def forget_jobs(sessions: Sessions, _settings: Any) -> bool:
    """Drop what is past its time."""
    with sessions.begin() as session:
        actions.forget_old_jobs(session, now=clock.now())
    return False


def _do(sessions: Sessions, job: Job, runner: Runner, *, origin: str) -> None:
    with _own_session(sessions) as session:
        result: Result | None = runner(session, job, _reporter(sessions, job))
        actions.finish_job(session, job, result, now=clock.now())
        tell_end(session, job, origin=origin, now=clock.now())
        session.commit()


@contextmanager
def _own_session(sessions: Sessions) -> Iterator[Session]:
    """A session on a connection of its own with patience, which goes back to nobody afterwards."""
    with sessions.kw["bind"].connect() as connection:
        connection.detach()
        connection.execute(text(_PATIENCE))
        connection.commit()
        with sessions(bind=connection) as session:
            yield session


def _reporter(sessions: Sessions, job: Job) -> Report:
    said = 0.0

    def report(done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said < _SAY_EVERY and done < total:
            return
        said = time.monotonic()
        with sessions.begin() as session:
            actions.note_progress(session, job, now=clock.now(), done=done, total=total)

    return report


@contextmanager
def _heartbeat(sessions: Sessions, job: Job) -> Iterator[None]:
    """Say every few seconds that we are at it, however long one step takes."""
    over = Event()
    beating = Thread(target=_beat, args=(sessions, job, over.wait), daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()


def _beat(sessions: Sessions, job: Job, over: Callable[[float], bool]) -> None:
    while not over(BEAT):
        try:
            with sessions.begin() as session:
                actions.note_progress(session, job, now=clock.now())
        except JobLost:
            return
        except Exception as error:
            # The line to the database may come back before the silence is too long.
            log.warning("job_heartbeat_failed", job=job.id, error=type(error).__name__)


def _fail(sessions: Sessions, job: Job, error: Exception, *, origin: str) -> None:
    log.warning("job_failed", job=job.id, kind=job.kind, tries=job.tries, exc_info=error)
    expected = isinstance(error, CorridorError)
    reason = str(error.message) if isinstance(error, CorridorError) else "Something went wrong on our side."
    with sessions.begin() as session:
        try:
            if expected or job.tries >= MOST_TRIES:
                actions.fail_job(session, job, reason, now=clock.now())
                tell_end(session, job, origin=origin, now=clock.now())
            else:
                actions.requeue_job(session, job, now=clock.now())
        except JobLost:
            log.info("job_lost", job=job.id, kind=job.kind)
