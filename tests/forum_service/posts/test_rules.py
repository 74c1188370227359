"""Who may edit, and what is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from corridor.auth import Viewer
from corridor.errors import Forbidden, Invalid
from corridor.ids import demo_id
from forum_service.posts import rules

NOW = datetime(2026, 11, 22, tzinfo=UTC)
AUTHOR = demo_id("account", "alice")
ME = Viewer(id=AUTHOR, roles=frozenset({"expert"}))
OTHER = Viewer(id=demo_id("account", "bob"), roles=frozenset({"expert"}))
MODERATOR = Viewer(id=demo_id("account", "mod"), roles=frozenset({"moderator"}))


def _may(viewer: Viewer, *, age: timedelta = timedelta(days=1), closed: bool = False) -> bool:
    return rules.may_edit(viewer, author_id=AUTHOR, written_at=NOW - age, closed=closed, now=NOW)


def test_an_author_edits_for_two_months_while_the_topic_is_open() -> None:
    assert _may(ME)
    assert not _may(ME, age=timedelta(days=61))
    assert not _may(ME, closed=True)


def test_others_do_not_edit_and_moderators_always_do() -> None:
    assert not _may(OTHER)
    assert _may(MODERATOR, age=timedelta(days=400), closed=True)


def test_the_refusal_says_why() -> None:
    with pytest.raises(Forbidden):
        rules.check_edit(OTHER, author_id=AUTHOR, written_at=NOW, closed=False, now=NOW)


def test_the_first_minutes_leave_no_trace_but_a_moderators_edit_does() -> None:
    known = {"author_id": AUTHOR, "written_at": NOW - timedelta(minutes=2), "now": NOW}

    assert not rules.keeps_revision(editor_id=AUTHOR, **known)
    assert rules.keeps_revision(editor_id=MODERATOR.id, **known)


def test_a_post_names_twenty_people_at_most() -> None:
    rules.check_mentions(20)

    with pytest.raises(Invalid):
        rules.check_mentions(21)
