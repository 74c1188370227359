"""The text of a mail fits a text reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify_service.channels.email.wrapping import WIDTH, columns, wrap


def test_what_fits_stays_as_it_is():
    text = "A line.\n\n    indented\n> quoted\n-- \n"

    assert wrap(text) == text


def test_a_long_line_is_broken_at_its_spaces():
    assert wrap("one two three four", 9) == "one two\nthree\nfour"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    one two three", "    one\n    two\n    three"),
        ("> one two three", "> one two\n> three"),
        ("- one two three", "- one two\n  three"),
        ("12. one two", "12. one\n    two"),
    ],
)
def test_the_next_line_stands_below_the_first(text, expected):
    assert wrap(text, 10) == expected


def test_an_address_is_never_cut():
    address = "https://corridor.example/" + "a" * 100

    assert wrap(f"Read on: {address} now") == f"Read on:\n{address}\nnow"


def test_chinese_is_broken_between_letters_and_not_before_a_mark():
    lines = wrap("沼泽地图覆盖了，所有区域。", 14).split("\n")

    assert all(columns(line) <= 14 for line in lines)
    assert not any(line[0] in "，。" for line in lines)
    assert "".join(lines) == "沼泽地图覆盖了，所有区域。"


@given(st.text(alphabet="aб沼，。 >-1.\n", max_size=400))
def test_no_letter_is_lost_and_every_line_fits(text):
    wrapped = wrap(text)

    kept = [char for char in wrapped if char not in " >\n"]
    assert kept == [char for char in text if char not in " >\n"]
    for line in wrapped.split("\n"):
        if any(char == " " for char in line.strip()):
            assert columns(line) <= WIDTH + 2 or " " not in line.strip(" >-1.")
