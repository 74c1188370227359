"""What waits and what is parked is told in numbers."""

from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from corridor import clock
from corridor.messaging.metrics import MessageFigures
from corridor.messaging.outbox import record
from corridor.messaging.state import state_of
from corridor.messaging.tables import outbox
from corridor.testing import DATABASES, deliver
from tests.support.tiny.events import Greeted
from tests.support.tiny.service import LISTENER, SPEAKER

pytestmark = pytest.mark.integration


def say(words):
    with DATABASES.sessions(SPEAKER).begin() as session:
        record(session, Greeted(words=words))


def test_an_empty_house_has_nothing_to_tell():
    with DATABASES.sessions(SPEAKER)() as session:
        state = state_of(session)

    assert (state.unpublished, state.pending, state.parked) == (0, 0, 0)
    assert state.oldest_unpublished == timedelta(0)


def test_the_oldest_event_tells_how_late_the_relay_is():
    say("hello")
    with DATABASES.sessions(SPEAKER).begin() as session:
        session.execute(outbox.update().values(recorded_at=clock.now() - timedelta(minutes=5)))

    with DATABASES.sessions(SPEAKER)() as session:
        state = state_of(session)

    assert state.unpublished == 1
    assert timedelta(minutes=5) <= state.oldest_unpublished < timedelta(minutes=6)


def test_figures_for_prometheus_are_read_when_asked_for():
    registry = CollectorRegistry()
    registry.register(MessageFigures(DATABASES.sessions(LISTENER)))

    say("never")
    deliver(SPEAKER, LISTENER)

    assert b"corridor_inbox_parked 1.0" in generate_latest(registry)
