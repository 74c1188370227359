"""What is no event is kept aside with the reason; the queue moves on."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from corridor.messaging import inbox as inbox_module
from corridor.messaging.envelope import readable
from corridor.messaging.tables import inbox
from corridor.testing import DATABASES, deliver
from tests.support.tiny.models import Greeting
from tests.support.tiny.service import LISTENER

pytestmark = pytest.mark.integration


def wire(**changes):
    event = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/tiny",
        "type": "tiny.greeted.v1",
        "subject": "greeting",
        "time": "2026-01-01T00:00:00+00:00",
        "data": {"words": "hello"},
    }
    return json.dumps({**event, **changes})


def without(name):
    event = json.loads(wire())
    del event[name]
    return json.dumps(event)


def receive(*bodies):
    with DATABASES.sessions(LISTENER).begin() as session:
        inbox_module.store(session, bodies)
    deliver(LISTENER)
    with DATABASES.sessions(LISTENER)() as session:
        return session.execute(select(inbox).order_by(inbox.c.position)).all()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        (without("id"), "id is missing"),
        (wire(id="12"), "a value is wrong"),
        (wire(id=12), "a value is wrong"),
        (without("type"), "type is missing"),
        (wire(data=[]), "data is no object"),
        (wire(time="yesterday"), "a value is wrong"),
        (wire(data={}), "not a valid tiny.greeted.v1"),
        (readable(b"\xff\x00"), "not JSON"),
        (wire(sequence="first"), "a value is wrong"),
    ],
)
def test_poison_is_parked_with_its_reason_and_body(body, reason):
    rows = receive(body, wire())

    assert [row.state for row in rows] == ["parked", "done"]
    assert reason in rows[0].error
    assert rows[0].body == body


def test_poison_that_comes_again_is_kept_once():
    receive("{")

    assert len(receive("{")) == 1


def test_an_unknown_type_is_done():
    rows = receive(wire(type="tiny.danced.v9"))

    assert rows[0].state == "done"


def test_unknown_fields_of_a_newer_producer_are_ignored():
    rows = receive(wire(data={"words": "hello", "loudness": 11}))

    assert rows[0].state == "done"
    with DATABASES.sessions(LISTENER)() as session:
        assert session.scalars(select(Greeting.words)).all() == ["hello"]


def test_a_large_body_is_an_event_like_any_other():
    rows = receive(wire(data={"words": "x" * 5_000_000}))

    assert rows[0].state == "done"
