"""Which posts go where."""

from types import SimpleNamespace

import pytest

from corridor.errors import Conflict, Invalid
from forum_service.moving.rules import check_destination, check_movable, read_numbers
from forum_service.moving.schemas import topic_number

TOPIC = SimpleNamespace(id=1, private=False)
PRIVATE = SimpleNamespace(id=2, private=True)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("3", [3]), ("#3, 5-7", [3, 5, 6, 7]), ("9 2;2", [2, 9]), ("5 – 6", [5, 6]), ("٣", [3])],
)
def test_numbers_are_read_as_people_write_them(typed: str, numbers: list[int]) -> None:
    assert read_numbers(typed) == numbers


@pytest.mark.parametrize("typed", ["", "x", "3-", "7-5", "1-100000", "1-400 500-900", "99999999999", "\x00"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_numbers(typed)


def test_the_first_post_goes_only_with_all_others() -> None:
    check_movable(TOPIC, asked=[1, 2, 5], there=[1, 2, 5])

    with pytest.raises(Invalid, match="first post stays"):
        check_movable(TOPIC, asked=[1, 2], there=[1, 2, 5])


def test_posts_that_are_not_there_are_named() -> None:
    with pytest.raises(Invalid, match="#9"):
        check_movable(TOPIC, asked=[2, 9], there=[1, 2])


def test_nothing_goes_into_or_out_of_private_topics() -> None:
    with pytest.raises(Conflict):
        check_movable(PRIVATE, asked=[2], there=[1, 2])
    with pytest.raises(Conflict):
        check_destination(TOPIC, PRIVATE)
    with pytest.raises(Invalid):
        check_destination(TOPIC, TOPIC)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("http://127.0.0.1:8080/forum/t/seeds/7/3", 7),
        ("/forum/t/7", 7),
        ("/forum/t/seeds/7?page=2#post-3", 7),
        ("seeds", None),
        ("-1", None),
        ("", None),
    ],
)
def test_a_topic_is_named_by_its_address_or_number(typed: str, number: int | None) -> None:
    assert topic_number(typed) == number
