"""The worker does what was asked for, once, and survives its own death."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.errors import Conflict, NotFound
from corridor.testing import BOB, DATABASES
from forum_service.jobs.actions import JobLost, Result, take_job
from forum_service.jobs.models import Job
from forum_service.jobs.rules import KEPT, MOST_ACTIVE, percent
from forum_service.jobs.runners import Report
from forum_service.jobs.running import forget_jobs
from forum_service.service import SERVICE
from tests.forum_service.jobs.conftest import Start, Work
from tests.forum_service.news import news


def counted(_session: Session, _job: Job, report: Report) -> Result:
    for number in range(1, 4):
        report(number, 3)
    return Result(filename="count.txt", media_type="text/plain", data=b"1 2 3")


def test_a_job_is_done_and_keeps_its_result(session: Session, start: Start, work: Work) -> None:
    job = start()

    assert work(count=counted)
    assert not work(count=counted)

    session.refresh(job)
    assert (job.state, job.done, job.total, job.result_name) == ("finished", 3, 3, "count.txt")
    assert job.result == b"1 2 3"


def test_the_same_work_is_not_started_twice(start: Start) -> None:
    assert start(topic=1).id == start(topic=1).id
    assert start(topic=1).id != start(topic=2).id
    assert start(topic=1).id != start(topic=1, who=BOB).id


def test_nobody_takes_the_whole_worker(start: Start) -> None:
    for number in range(MOST_ACTIVE):
        start(topic=number)

    with pytest.raises(Conflict):
        start(topic=MOST_ACTIVE)


def test_two_workers_take_two_jobs(start: Start) -> None:
    first, second = start(topic=1), start(topic=2)
    sessions = DATABASES.sessions(SERVICE)

    with sessions.begin() as one, sessions.begin() as other:
        taken = [take_job(one, now=clock.now()), take_job(other, now=clock.now())]

    assert [job.id for job in taken if job] == [first.id, second.id]


def test_a_known_reason_is_shown(session: Session, start: Start, work: Work) -> None:
    def refuse(*_: object) -> None:
        raise NotFound("There is no such topic.")

    job = start()
    work(count=refuse)

    session.refresh(job)
    assert (job.state, job.error) == ("failed", "There is no such topic.")


def test_what_breaks_is_tried_three_times(session: Session, start: Start, work: Work) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("disk")

    job = start()
    assert work(count=break_down)
    assert not work(count=break_down), "it is let alone for a while"
    rounds = [True]
    with time_machine.travel(clock.now()) as time:
        for _ in range(3):
            time.shift(timedelta(minutes=2))
            rounds.append(work(count=break_down))

    session.refresh(job)
    assert rounds == [True, True, True, False]
    assert (job.state, job.error) == ("failed", "Something went wrong on our side.")


def test_nothing_of_a_failed_try_stays(session: Session, start: Start, work: Work) -> None:
    def half(work: Session, *_: object) -> None:
        work.execute(text("INSERT INTO drafts VALUES (gen_random_uuid(), 'new', 1, 'x', '{}', now())"))
        raise RuntimeError

    start()
    work(count=half)

    assert session.scalar(text("SELECT count(*) FROM drafts")) == 0


def test_the_job_of_a_dead_worker_is_taken_over(session: Session, start: Start, work: Work) -> None:
    job = start()
    with DATABASES.sessions(SERVICE).begin() as dying:
        take_job(dying, now=clock.now() - timedelta(minutes=5))

    assert work(count=counted)

    session.refresh(job)
    assert (job.state, job.tries) == ("finished", 2)


def test_a_job_that_kills_its_workers_is_given_up(session: Session, start: Start, work: Work) -> None:
    job = start()
    ago = clock.now() - timedelta(minutes=5)
    session.execute(update(Job).values(state="running", tries=3, heartbeat_at=ago, created_at=ago))
    session.commit()

    assert not work(count=counted)

    session.refresh(job)
    assert job.state == "failed"
    assert len(news(session, "reminder_job_finished")) == 1


def test_a_stopped_job_lets_go(session: Session, start: Start, work: Work) -> None:
    let_go: list[int] = []

    def stopped(_: Session, job: Job, report: Report) -> Result:
        session.execute(text("DELETE FROM jobs"))
        session.commit()
        try:
            report(1, 1)
        except JobLost:
            let_go.append(job.id)
            raise
        raise AssertionError

    job_id = start().id
    work(count=stopped)

    assert let_go == [job_id]


def test_the_end_of_a_long_job_is_told(session: Session, start: Start, work: Work) -> None:
    start()
    session.execute(update(Job).values(created_at=clock.now() - timedelta(minutes=2)))
    session.commit()

    work(count=counted)

    told = session.scalars(text("SELECT CAST(body AS jsonb) -> 'data' ->> 'what' FROM outbox")).all()
    assert told == ["reminder_job_finished"]


def test_results_are_kept_for_a_week(session: Session, start: Start, work: Work) -> None:
    start()
    work(count=counted)
    session.execute(update(Job).values(finished_at=clock.now() - KEPT - timedelta(hours=1)))
    session.commit()

    forget_jobs(DATABASES.sessions(SERVICE), None)

    assert session.scalars(select(Job)).all() == []


def test_a_job_is_at_a_hundred_only_when_over() -> None:
    assert [percent(0, 0), percent(1, 3), percent(3, 3)] == [0, 33, 99]
