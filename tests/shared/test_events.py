"""The wire form of events: what is added later does not break who is older."""

import pytest

from corridor.events.account import AccountChanged
from corridor.events.forum import ReplyPosted, TopicRead
from corridor.messaging.event import KNOWN, decode


def test_an_event_survives_its_wire_form() -> None:
    event = TopicRead(topic_id=12, account_id="a", post_number=3)

    assert decode(event.type, event.to_data()) == event


def test_a_field_of_a_newer_producer_is_ignored() -> None:
    data = TopicRead(topic_id=12, account_id="a", post_number=3).to_data() | {"mood": "calm"}

    assert decode("forum.topic_read.v1", data) == TopicRead(topic_id=12, account_id="a", post_number=3)


def test_a_missing_field_is_an_error_that_names_it() -> None:
    with pytest.raises(TypeError, match="post_number"):
        decode("forum.topic_read.v1", {"topic_id": 12, "account_id": "a"})


def test_an_unknown_type_is_nothing() -> None:
    assert decode("forum.topic_sang.v7", {}) is None


def test_every_type_names_service_fact_and_version() -> None:
    for type_, cls in KNOWN.items():
        service, fact, version = type_.split(".")
        assert cls.__module__.endswith(f"events.{service}") or cls.__module__.startswith("tests")
        assert fact
        assert version.startswith("v")


def test_events_cannot_be_changed_after_the_fact() -> None:
    event = TopicRead(topic_id=12, account_id="a", post_number=3)

    with pytest.raises(AttributeError):
        event.topic_id = 13  # type: ignore[misc]


def test_state_events_and_posts_say_what_they_are_about() -> None:
    assert TopicRead(topic_id=12, account_id="a", post_number=3).subject == "topic/12/reader/a"
    assert AccountChanged.subject.fget is not None
    assert ReplyPosted.type == "forum.reply_posted.v1"
