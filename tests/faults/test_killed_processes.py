"""kill -9 between two steps that cannot be one."""

import signal

import pytest

from corridor.messaging.tables import inbox, outbox
from tests.faults.talk import eventually

pytestmark = pytest.mark.integration

WORDS = [str(number) for number in range(60)]


@pytest.mark.parametrize("place", ["relay.after_publish", "consumer.after_work", "consumer.before_commit"])
def test_killed_in_the_middle_nothing_is_lost_or_done_twice(talk, place):
    talk.say(*WORDS)
    talk.die(fault=place)

    with talk.working():
        eventually(lambda: talk.count(talk.listener, inbox.c.state == "pending") == 0)
        eventually(lambda: len(talk.heard()) >= len(WORDS))
        eventually(lambda: talk.count(talk.speaker, outbox.c.published_at.is_(None)) == 0)

    assert sorted(talk.heard()) == sorted(WORDS)


@pytest.mark.rabbitmq
def test_killed_between_store_and_acknowledgement(talk_by_broker):
    talk = talk_by_broker
    talk.say(*WORDS)
    talk.die(fault="consumer.before_ack")

    with talk.working():
        eventually(lambda: len(talk.heard()) >= len(WORDS))
        talk.say("bye")
        eventually(lambda: "bye" in talk.heard())

    assert sorted(talk.heard()) == sorted([*WORDS, "bye"])


def test_an_event_that_kills_its_worker_is_parked_and_its_neighbours_are_worked(talk):
    talk.say("before", "deadly", "after")
    talk.die()
    with talk.listener.begin() as session:
        session.execute(inbox.update().where(inbox.c.state == "pending").values(attempts=9))
    talk.die()

    with talk.working():
        eventually(lambda: talk.count(talk.listener, inbox.c.state == "parked") == 1)
        eventually(lambda: len(talk.heard()) == 2)

    assert talk.heard() == ["before", "after"]


def test_asked_to_end_it_finishes_what_it_has_in_hand(talk):
    talk.say(*WORDS * 20)
    process = talk.start()
    eventually(lambda: len(talk.heard()) > 0)

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0

    assert talk.count(talk.listener, (inbox.c.state == "pending") & (inbox.c.attempts > 0)) == 0
    with talk.working():
        eventually(lambda: len(talk.heard()) >= 1200)
    # What the broker takes back at the end may come in another order.
    assert sorted(talk.heard()) == sorted(WORDS * 20)


def test_of_two_workers_one_relays_and_both_work(talk):
    with talk.working(), talk.working():
        talk.say(*WORDS * 10)
        eventually(lambda: len(talk.heard()) >= 600)
        eventually(lambda: talk.count(talk.speaker, outbox.c.published_at.is_(None)) == 0)

    assert sorted(talk.heard()) == sorted(WORDS * 10)
