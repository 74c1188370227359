"""A talk over either transport."""

from contextlib import suppress

import pika
import pytest
from pika.exceptions import ChannelClosedByBroker

from corridor.testing import DATABASES
from tests.faults.talk import Talk
from tests.support.tiny.service import LISTENER, SPEAKER


@pytest.fixture(params=["direct", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)])
def talk(request):
    url = request.getfixturevalue("rabbitmq") if request.param == "rabbitmq" else None
    return make_talk(url)


@pytest.fixture
def talk_by_broker(rabbitmq):
    return make_talk(rabbitmq)


def make_talk(amqp_url):
    if amqp_url is not None:
        remove_queues(amqp_url)
    return Talk(
        speaker=DATABASES.sessions(SPEAKER),
        listener=DATABASES.sessions(LISTENER),
        urls={"speaker": DATABASES.of(SPEAKER).url, "listener": DATABASES.of(LISTENER).url},
        amqp_url=amqp_url,
    )


def remove_queues(url):
    """The node is shared by all tests of a worker process."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    for service in (SPEAKER, LISTENER):
        with suppress(ChannelClosedByBroker):
            connection.channel().queue_delete(f"{service.name}.events.v1")
    connection.close()
