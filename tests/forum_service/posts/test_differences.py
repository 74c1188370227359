"""What an edit changed can be read."""

import time

import pytest
from sqlalchemy.orm import Session

from corridor.testing.browser import Browser
from forum_service.posts.differences import Passage, changes_of, differences
from tests.forum_service.conftest import Open


def marked(old: str, new: str) -> str:
    signs = {"same": "{}", "out": "[-{}-]", "in": "[+{}+]"}
    return "".join(signs[one.kind].format(one.text) for one in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("We meet in May.", "We meet in June.", "We meet in [-May-][+June+]."),
        ("One\n\nTwo", "One\n\nTwo\n\nThree", "One\n\nTwo[+\n\nThree+]"),
        ("生物多样性公约", "生物多样公约", "生物多样[-性-]公约"),
        ("نعم كبير", "نعم صغير", "نعم [-كبير-][+صغير+]"),
        ("Same", "Same", "Same"),
        ("", "New", "[+New+]"),
    ],
)
def test_words_are_marked(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_what_stayed_is_shortened() -> None:
    stayed = " ".join(f"word{number}" for number in range(400))

    passages = differences(f"a {stayed} b", f"c {stayed} d")

    assert " … " in passages[2].text
    assert len(passages[2].text) < 400


def test_both_texts_can_be_read_from_the_marks() -> None:
    old, new = "The first\nand second line", "The first one\nand third line"

    passages = differences(old, new)

    assert "".join(one.text for one in passages if one.kind != "in") == old
    assert "".join(one.text for one in passages if one.kind != "out") == new


@pytest.mark.parametrize("piece", ["a ", "a\n", "\n", "a b c d e f g h i j ", "x", "生"])
def test_no_text_takes_long_to_compare(piece: str) -> None:
    old = (piece * 32_000)[:31_000]
    started = time.process_time()

    differences(old, old[::-1] + "end")
    differences(old, "x " + old)

    assert time.process_time() - started < 2


def test_each_version_is_compared_with_the_next() -> None:
    changes = changes_of(["second", "first"], "third")

    assert [[one.text for one in change] for change in changes] == [["second", "third"], ["first", "second"]]
    assert changes[0][0] == Passage(kind="out", text="second")


def test_the_page_of_versions_marks_and_says_what_changed(
    alice: Browser, bob: Browser, open_topic: Open, session: Session
) -> None:
    open_topic(raw="We meet in May <b>.")
    session.connection().exec_driver_sql("UPDATE posts SET created_at = created_at - interval '1 hour'")
    session.commit()
    alice.post("/forum/posts/1", data={"raw": "We meet in June <b>."})

    page = bob.get("/forum/posts/1/revisions").get_data(as_text=True)

    assert '<del><span class="hidden" lang="en">[taken out:] </span>May<' in page
    assert '<ins><span class="hidden" lang="en">[put in:] </span>June<' in page
    assert "&lt;b&gt;" in page
