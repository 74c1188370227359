"""Events that come again, in the wrong order, or are none."""

import random

import pika
import pytest
from sqlalchemy import select

from corridor.messaging import inbox as door
from corridor.messaging.outbox import record
from corridor.messaging.tables import inbox, outbox
from corridor.testing import DATABASES, deliver
from tests.faults.talk import eventually
from tests.support.tiny.events import Greeted, MoodChanged
from tests.support.tiny.models import Greeting, Mood
from tests.support.tiny.service import LISTENER, SPEAKER

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("seed", range(5))
def test_every_event_three_times_and_shuffled(seed):
    moods = [f"mood {number}" for number in range(20)]
    with DATABASES.sessions(SPEAKER).begin() as session:
        for number, mood in enumerate(moods):
            record(session, MoodChanged(name="ada", mood=mood), sequence=number + 1)
            record(session, Greeted(words=mood))
        bodies = list(session.scalars(select(outbox.c.body))) * 3
    random.Random(seed).shuffle(bodies)

    for start in range(0, len(bodies), 7):
        with DATABASES.sessions(LISTENER).begin() as session:
            door.store(session, bodies[start : start + 7])
        deliver(LISTENER)

    with DATABASES.sessions(LISTENER)() as session:
        assert sorted(session.scalars(select(Greeting.words))) == sorted(moods)
        assert session.scalars(select(Mood.mood)).all() == ["mood 19"]


@pytest.mark.rabbitmq
def test_poison_in_the_queue_is_parked_and_the_queue_moves_on(talk_by_broker):
    talk = talk_by_broker
    with talk.working():
        talk.say("before")
        eventually(lambda: talk.heard() == ["before"])
        publish(talk.amqp_url, b"{ not JSON \xff\x00", b'{"type": "tiny.greeted.v1"}')
        talk.say("after")
        eventually(lambda: talk.heard() == ["before", "after"])

    with talk.listener() as session:
        parked = session.execute(
            select(inbox).where(inbox.c.state == "parked").order_by(inbox.c.position)
        ).all()
    assert [row.error.split(":")[0] for row in parked] == ["not JSON", "id is missing"]
    assert parked[0].body == "{ not JSON \\xff\\x00"


@pytest.mark.rabbitmq
def test_a_redelivered_message_has_no_second_effect(talk_by_broker):
    talk = talk_by_broker
    with talk.working():
        talk.say("hello")
        eventually(lambda: talk.heard() == ["hello"])
        with talk.speaker() as session:
            body = session.scalar(select(outbox.c.body).where(outbox.c.type == Greeted.type))
        publish(talk.amqp_url, *[body.encode()] * 3)
        talk.say("bye")
        eventually(lambda: "bye" in talk.heard())

    assert talk.heard() == ["hello", "bye"]


def publish(url, *bodies):
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.confirm_delivery()
    for body in bodies:
        channel.basic_publish("events", "tiny.greeted.v1", body, mandatory=True)
    connection.close()
