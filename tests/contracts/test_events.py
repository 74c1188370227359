"""Every event version has a sample that its class still reads and its consumers still bear."""

import json
import typing
from dataclasses import fields
from pathlib import Path
from types import UnionType
from uuid import uuid4

import pytest

from corridor.messaging.catalogue import catalogue, contracts, services
from corridor.messaging.envelope import open_envelope
from corridor.messaging.event import KNOWN, decode
from corridor.messaging.inbox import store
from corridor.testing import DATABASES, deliver
from tests.contracts.samples import FOLDER, path_of

EVENTS = {event.type: event for event in contracts()}
each_event = pytest.mark.parametrize("event", EVENTS.values(), ids=list(EVENTS))
HEARD = [(service, event) for service in services() for event in service.handlers]


@each_event
def test_each_event_has_a_sample(event):
    assert path_of(event).exists(), "run python -m tests.contracts.samples"


def test_no_event_disappears_while_its_messages_may_be_under_way():
    gone = {path.stem for path in FOLDER.glob("*.json")} - set(KNOWN)

    assert not gone


@each_event
def test_the_sample_is_still_read_as_it_was_meant(event):
    envelope = open_envelope(path_of(event).read_text())
    found = decode(envelope.type, envelope.data)

    assert type(found) is event
    assert envelope.meta.subject == found.subject
    assert {name: found.to_data()[name] for name in envelope.data} == envelope.data


@each_event
def test_the_values_of_the_sample_are_of_the_types_the_class_says(event):
    hints = typing.get_type_hints(event)
    data = json.loads(path_of(event).read_text())["data"]

    wrong = [name for name, value in data.items() if not fits(value, hints[name])]

    assert not wrong, "a re-typed field is a new version of the event"


@each_event
def test_fields_travel_as_plain_values(event):
    hints = typing.get_type_hints(event)

    assert all(is_plain(hints[field.name]) for field in fields(event))


@each_event
def test_each_event_says_what_happened(event):
    assert event.__doc__
    assert not event.__doc__.startswith(event.__name__ + "(")


@pytest.mark.integration
@pytest.mark.parametrize(("service", "event"), HEARD, ids=lambda one: getattr(one, "type", None) or one.name)
def test_each_consumer_bears_the_sample(service, event):
    wire = json.loads(path_of(event).read_text()) | {"id": str(uuid4())}
    with DATABASES.sessions(service).begin() as session:
        store(session, [json.dumps(wire)])

    # Raises what the handler raises, unless it is Transient or Permanent.
    outcomes = deliver(service)

    assert event.type in {outcome.type for outcome in outcomes}


def test_the_catalogue_is_current():
    written = Path("docs/events.md").read_text(encoding="utf-8")

    current = catalogue(contracts(), services())

    assert written == current, "run python -m corridor.messaging.catalogue docs/events.md"


def fits(value, hint):
    if isinstance(hint, UnionType):
        return any(fits(value, one) for one in typing.get_args(hint))
    if hint is typing.Any:
        return True
    origin = typing.get_origin(hint) or hint
    if origin is list:
        return isinstance(value, list) and all(fits(one, typing.get_args(hint)[0]) for one in value)
    return type(value) is origin if origin is not type(None) else value is None


def is_plain(hint):
    """Primitives, lists of primitives, lists of flat dicts, one flat dict."""
    if isinstance(hint, UnionType):
        return all(is_plain(one) for one in typing.get_args(hint))
    origin = typing.get_origin(hint)
    if origin is list:
        return is_plain(typing.get_args(hint)[0])
    return hint in (str, int, float, bool, type(None), dict) or origin is dict
