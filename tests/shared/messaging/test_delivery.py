"""An event recorded by one service takes effect once in another."""

import pytest
from sqlalchemy import select

from corridor import clock
from corridor.messaging.inbox import work_again
from corridor.messaging.outbox import record
from corridor.messaging.tables import inbox, outbox
from corridor.messaging.working import pause, work
from corridor.testing import DATABASES, deliver
from tests.support.tiny.events import Greeted, MoodChanged, Shouted
from tests.support.tiny.models import Greeting, Mood
from tests.support.tiny.service import LISTENER, SPEAKER

pytestmark = pytest.mark.integration


def say(*events, sequence=None):
    with DATABASES.sessions(SPEAKER).begin() as session:
        return [record(session, event, sequence=sequence) for event in events]


def heard():
    with DATABASES.sessions(LISTENER)() as session:
        return session.scalars(select(Greeting.words).order_by(Greeting.id)).all()


def inbox_rows():
    with DATABASES.sessions(LISTENER)() as session:
        return session.execute(select(inbox).order_by(inbox.c.position)).all()


def test_what_was_said_is_heard_in_order():
    say(*[Greeted(words=str(number)) for number in range(5)])

    deliver(SPEAKER, LISTENER)

    assert heard() == ["0", "1", "2", "3", "4"]


def test_what_was_rolled_back_was_never_said():
    with DATABASES.sessions(SPEAKER)() as session:
        record(session, Greeted(words="never mind"))
        session.rollback()

    deliver(SPEAKER, LISTENER)

    assert heard() == []


def test_a_second_delivery_has_no_effect():
    say(Greeted(words="hello"))
    deliver(SPEAKER, LISTENER)
    with DATABASES.sessions(SPEAKER).begin() as session:
        session.execute(outbox.update().values(published_at=None))

    deliver(SPEAKER, LISTENER)

    assert heard() == ["hello"]


def test_older_state_never_overwrites_newer():
    say(MoodChanged(name="ada", mood="glad"), sequence=2)
    say(MoodChanged(name="ada", mood="sad"), sequence=1)

    deliver(SPEAKER, LISTENER)

    with DATABASES.sessions(LISTENER)() as session:
        assert session.scalars(select(Mood.mood)).all() == ["glad"]


def test_what_nobody_handles_is_settled():
    say(Shouted(words="hey"))

    assert deliver(SPEAKER, LISTENER) == []

    with DATABASES.sessions(SPEAKER)() as session:
        assert session.scalar(select(outbox.c.published_at)) is not None


def test_a_transient_failure_waits_and_leaves_no_trace():
    say(Greeted(words="not now"), Greeted(words="hello"))

    outcomes = deliver(SPEAKER, LISTENER)

    assert [outcome.state for outcome in outcomes] == ["pending", "done"]
    assert heard() == ["hello"]
    row = inbox_rows()[0]
    assert (row.attempts, row.error) == (1, "asleep")
    assert row.next_attempt_at is not None


def test_a_permanent_failure_is_parked_with_its_reason():
    say(Greeted(words="never"))

    deliver(SPEAKER, LISTENER)

    row = inbox_rows()[0]
    assert (row.state, row.error) == ("parked", "does not talk to strangers")


def test_an_unexpected_error_is_tried_ten_times_then_parked(time_machine):
    say(Greeted(words="oops"))
    with pytest.raises(ValueError, match="stumbled"):
        deliver(SPEAKER, LISTENER)
    time_machine.move_to(clock.now())

    for _ in range(9):
        time_machine.shift(3601)
        work(DATABASES.sessions(LISTENER), LISTENER.handlers)

    row = inbox_rows()[0]
    assert (row.state, row.attempts, row.error) == ("parked", 10, "ValueError: stumbled")


def test_a_parked_event_is_worked_again_on_request():
    say(Greeted(words="never"))
    deliver(SPEAKER, LISTENER)
    with DATABASES.sessions(LISTENER).begin() as session:
        assert work_again(session) == 1

    deliver(LISTENER)

    assert inbox_rows()[0].attempts == 1


def test_pauses_grow_up_to_an_hour():
    seconds = [pause(attempt).total_seconds() for attempt in (1, 2, 3, 9, 20)]

    assert seconds == [5, 10, 20, 1280, 3600]
