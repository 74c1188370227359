"""Drafts on the server, with a version for each window."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.testing.browser import Browser
from forum_service.drafts.models import Draft
from tests.forum_service.conftest import Open

JSON = {"Accept": "application/json"}


def _save(browser: Browser, raw: str, *, version: int = 0, key: str = "new", **form: str):
    data = {"_draft_key": key, "_draft_version": str(version), "raw": raw, **form}
    return browser.post("/forum/drafts", data=data, headers=JSON)


def test_each_save_has_a_new_version(bob: Browser) -> None:
    assert _save(bob, "A beginning").json["version"] == 1
    assert _save(bob, "A beginning, and more", version=1).json["version"] == 2


def test_two_windows_do_not_overwrite_each_other(bob: Browser, session: Session) -> None:
    _save(bob, "From the office")

    answer = _save(bob, "From home", version=0)

    assert answer.status_code == 409
    assert (answer.json["version"], answer.json["raw"]) == (1, "From the office")
    assert session.scalars(select(Draft.raw)).one() == "From the office"


def test_without_a_script_a_conflict_shows_both(bob: Browser) -> None:
    _save(bob, "From the office")

    form = {"_draft_key": "new", "_draft_version": "0", "raw": "From home", "title": "My title"}
    answer = bob.post("/forum/drafts", data=form)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "From the office" in page
    assert "From home" in page
    assert 'name="_draft_version" value="1"' in page


def test_a_draft_waits_in_its_composer_until_posted(open_topic: Open, bob: Browser, session: Session) -> None:
    path = open_topic()
    _save(bob, "Half an answer", key="reply/1")

    assert "Half an answer" in bob.get(path).get_data(as_text=True)
    assert "Half an answer" in bob.get("/forum/drafts").get_data(as_text=True)
    bob.post("/forum/t/1/replies", data={"raw": "The whole answer"})
    assert session.scalars(select(Draft)).all() == []


def test_an_empty_draft_is_no_draft(bob: Browser, session: Session) -> None:
    _save(bob, "Something")

    _save(bob, "  ", version=1)

    assert session.scalars(select(Draft)).all() == []


def test_drafts_are_their_writers_own(alice: Browser, bob: Browser) -> None:
    _save(bob, "My private words")

    assert "private words" not in alice.get("/forum/drafts").get_data(as_text=True)
    alice.post("/forum/drafts/discarding", data={"_draft_key": "new"})
    assert "private words" in bob.get("/forum/drafts").get_data(as_text=True)


def test_the_title_of_a_topic_no_longer_visible_is_not_told(private_topic: str, bob: Browser) -> None:
    _save(bob, "An answer to what I saw", key="reply/1")

    page = bob.get("/forum/drafts").get_data(as_text=True)

    assert "An answer to what I saw" in page
    assert "Our case" not in page


@pytest.mark.parametrize(
    "key", ["", "reply/", "reply/0", "reply/x", "edit/-1", "other/1", "reply/99999999999999999999"]
)
def test_a_draft_belongs_somewhere(key: str, bob: Browser) -> None:
    assert _save(bob, "x", key=key).status_code == 422
