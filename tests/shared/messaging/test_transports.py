"""What every transport keeps to, tried on each of them."""

import threading
import time
from contextlib import contextmanager, suppress

import pika
import pytest
from pika.exceptions import ChannelClosedByBroker
from sqlalchemy import func, select

from corridor.messaging.loops import Misconfigured, Stop
from corridor.messaging.outbox import record, send_again
from corridor.messaging.tables import inbox, outbox
from corridor.messaging.transports.rabbitmq import probe_queue
from corridor.messaging.worker import run_loops
from corridor.testing import DATABASES, settings_for
from tests.support.tiny.events import Greeted, MoodChanged, Shouted
from tests.support.tiny.models import Greeting, Mood
from tests.support.tiny.service import LISTENER, SPEAKER

pytestmark = pytest.mark.integration

TRANSPORTS = ["direct", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)]


@pytest.fixture(params=TRANSPORTS)
def transport(request):
    """The name of a transport, and the settings by which workers find it."""
    url = request.getfixturevalue("rabbitmq") if request.param == "rabbitmq" else None
    if url is not None:
        remove_queues(url)
    return request.param, url


def remove_queues(url):
    connection = pika.BlockingConnection(pika.URLParameters(url))
    for service in (SPEAKER, LISTENER):
        with suppress(ChannelClosedByBroker):
            connection.channel().queue_delete(f"{service.name}.events.v1")
    connection.close()


@contextmanager
def working(transport, *services):
    name, url = transport
    stop = Stop()
    parts = [(service, settings_for(service, amqp_url=url)) for service in services]
    worker = threading.Thread(target=run_loops, args=[parts], kwargs={"stop": stop, "transport": name})
    worker.start()
    try:
        yield
    finally:
        stop.tell()
        worker.join(30)


def eventually(condition, *, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def say(*events, sequence=None):
    with DATABASES.sessions(SPEAKER).begin() as session:
        for event in events:
            record(session, event, sequence=sequence)


def heard():
    with DATABASES.sessions(LISTENER)() as session:
        return session.scalars(select(Greeting.words).order_by(Greeting.id)).all()


def count(service, condition):
    with DATABASES.sessions(service)() as session:
        return session.scalar(select(func.count()).where(condition))


def test_everything_arrives_once_and_in_order(transport):
    words = [str(number) for number in range(1000)]

    with working(transport, SPEAKER, LISTENER):
        say(*[Greeted(words=word) for word in words])
        eventually(lambda: len(heard()) >= 1000)

    assert heard() == words
    assert count(SPEAKER, outbox.c.published_at.is_(None)) == 0


def test_a_late_listener_hears_what_was_said_before(transport):
    say(Greeted(words="anybody?"))
    with working(transport, SPEAKER):
        eventually(lambda: transport[0] == "direct" or count(SPEAKER, outbox.c.returns > 0) == 1)
    if transport[0] == "direct":
        # Straight into inboxes: without the listener's there is nothing to wait for.
        with DATABASES.sessions(SPEAKER).begin() as session:
            session.execute(outbox.update().values(published_at=None))

    with working(transport, SPEAKER, LISTENER):
        say(Greeted(words="hello"))
        eventually(lambda: len(heard()) == 2)

    assert sorted(heard()) == ["anybody?", "hello"]


def test_sent_again_it_has_no_second_effect(transport):
    with working(transport, SPEAKER, LISTENER):
        say(Greeted(words="hello"), MoodChanged(name="ada", mood="glad"), sequence=1)
        eventually(lambda: len(heard()) == 1 and count(SPEAKER, outbox.c.published_at.is_(None)) == 0)
        with DATABASES.sessions(SPEAKER).begin() as session:
            past = session.scalar(select(func.min(outbox.c.recorded_at)))
            assert send_again(session, since=past) >= 2
        say(Greeted(words="bye"))
        eventually(lambda: len(heard()) == 2)
        eventually(lambda: count(SPEAKER, outbox.c.published_at.is_(None)) == 0)

    assert heard() == ["hello", "bye"]
    with DATABASES.sessions(LISTENER)() as session:
        assert session.scalars(select(Mood.mood)).all() == ["glad"]


def test_what_nobody_listens_to_keeps_nobody_waiting(transport):
    with working(transport, SPEAKER, LISTENER):
        say(*[Shouted(words="hey")] * 300, Greeted(words="hello"))
        eventually(lambda: heard() == ["hello"])


@pytest.mark.rabbitmq
def test_a_probe_tells_a_working_queue_from_a_missing_one(rabbitmq):
    remove_queues(rabbitmq)
    assert probe_queue(rabbitmq, "listener") == "the queue does not exist"

    with working(("rabbitmq", rabbitmq), LISTENER):
        eventually(lambda: probe_queue(rabbitmq, "listener") is None)

    assert count(LISTENER, inbox.c.state == "parked") == 0


@pytest.mark.rabbitmq
def test_a_queue_deleted_under_its_consumer_is_made_again_and_filled(rabbitmq):
    remove_queues(rabbitmq)
    with working(("rabbitmq", rabbitmq), SPEAKER, LISTENER):
        say(Greeted(words="one"))
        eventually(lambda: heard() == ["one"])

        remove_queues(rabbitmq)
        say(Greeted(words="two"))
        eventually(lambda: heard() == ["one", "two"], seconds=60)


@pytest.mark.rabbitmq
def test_a_queue_declared_otherwise_ends_the_worker_with_the_reason(rabbitmq):
    remove_queues(rabbitmq)
    connection = pika.BlockingConnection(pika.URLParameters(rabbitmq))
    connection.channel().queue_declare("listener.events.v1", durable=True)
    connection.close()

    settings = settings_for(LISTENER, amqp_url=rabbitmq)
    with pytest.raises(Misconfigured, match="refuses the queue of listener"):
        run_loops([(LISTENER, settings)], stop=Stop(), transport="rabbitmq")

    remove_queues(rabbitmq)
