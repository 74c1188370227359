"""Changing the state of a topic, with its line in the record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.moderation.actions import Target, note_act
from forum_service.states.queries import pins_that_ended, state_of
from forum_service.states.rules import UNPIN, check_change, get_change
from forum_service.topics.models import Topic
from forum_service.urls import topic_url


def change_state(
    session: Session,
    topic: Row[Any],
    actor: Viewer,
    *,
    change: str,
    now: datetime,
    until: datetime | None = None,
) -> None:
    """Make one of `rules.CHANGES`; a state the topic is in already changes nothing."""
    known, before = get_change(change), state_of(session, topic.id)
    check_change(change, actor, before)
    values = dict(known.values)
    if values.get("pinned"):
        values["pinned_until"] = until
    was = {name: getattr(before, name) for name in values}
    if was == values:
        return
    set_state(session, topic.id, values)
    note_act(
        session,
        actor=actor,
        act=known.act,
        target=Target(name=f"topic/{topic.id}", board_id=topic.board_id, subject_id=topic.author_id),
        details={"title": topic.title, "url": topic_url(topic.id, topic.slug)},
        undo={"how": "set_state", "topic_id": topic.id, "state": _plain(was)},
        now=now,
    )


def set_state(session: Session, topic_id: int, values: Mapping[str, Any]) -> None:
    """Put a topic into a state; moments may be words, as the record keeps them."""
    until = values.get("pinned_until")
    moment = datetime.fromisoformat(until) if isinstance(until, str) else until
    changed = {**values, "pinned_until": moment} if "pinned_until" in values else dict(values)
    session.execute(update(Topic).where(Topic.id == topic_id).values(**changed))


def end_pins(session: Session, *, now: datetime) -> int:
    """Take down what was pinned until a day that has passed; how many."""
    ended = pins_that_ended(session, now=now)
    if ended:
        session.execute(update(Topic).where(Topic.id.in_(ended)).values(**UNPIN))
    return len(ended)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
