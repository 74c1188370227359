"""Who keeps a forum in order, and who may answer in it."""

from types import SimpleNamespace

import pytest

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden
from forum_service.boards.rules import may_reply, moderates, role_names
from forum_service.moderation.rules import check_moderates, check_reply

OPEN = SimpleNamespace(reply_roles=["member"], moderate_roles=["group:stewards"])
ANNOUNCEMENTS = SimpleNamespace(reply_roles=["bureau"], moderate_roles=[])


def test_a_group_is_named_whole_and_a_scope_is_left_out() -> None:
    assert role_names({"focal_point:KE", "group:stewards"}) == ["focal_point", "group:stewards", "member"]


def test_a_group_of_another_name_is_another_group() -> None:
    assert moderates({"group:stewards"}, OPEN)
    assert not moderates({"group:others"}, OPEN)


def test_staff_of_the_house_moderate_everywhere() -> None:
    assert moderates({"secretariat"}, ANNOUNCEMENTS)
    assert moderates({"moderator"}, ANNOUNCEMENTS)
    assert not moderates({"bureau"}, ANNOUNCEMENTS)


def test_in_an_announcement_forum_few_may_answer() -> None:
    assert may_reply({"bureau"}, ANNOUNCEMENTS)
    assert not may_reply({"expert"}, ANNOUNCEMENTS)


def test_a_private_topic_asks_its_audience_only() -> None:
    assert may_reply({"expert"}, ANNOUNCEMENTS, private=True)


def test_a_closed_topic_takes_replies_of_its_moderators_only() -> None:
    check_reply(Viewer(roles=frozenset({"group:stewards"})), OPEN, closed=True, private=False)

    with pytest.raises(Conflict):
        check_reply(Viewer(roles=frozenset({"expert"})), OPEN, closed=True, private=False)


def test_who_does_not_moderate_is_told_so() -> None:
    with pytest.raises(Forbidden):
        check_moderates(Viewer(roles=frozenset({"expert"})), OPEN)
