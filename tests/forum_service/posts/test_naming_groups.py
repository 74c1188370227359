"""A group named by its handle: told by who may call it, as far as its members may see the place."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import MOD, persona
from corridor.testing.browser import Browser
from forum_service.groups.models import Group
from forum_service.posts.models import Post
from tests.forum_service.conftest import As

DORA = persona("dora", "expert", "group:marine")
EMIL = persona("emil", "iag_member", "group:marine")


@pytest.fixture
def marine(session: Session, know):
    """A group of two, of whom one reads the forum of the advisory group."""
    know(DORA, EMIL)

    def make(*, writable: bool = False) -> None:
        session.add(Group(slug="marine", name="Marine taxonomy", writable=writable, version=1))
        session.commit()

    return make


def _told(session: Session) -> list[str]:
    row = session.scalars(select(outbox.c.body).where(outbox.c.type == "forum.topic_opened.v1")).one()
    data = (json.loads(row) if isinstance(row, str | bytes) else row)["data"]
    return sorted(one["account_id"] for one in data["recipients"] if one["reason"] == "mentioned")


def _open(browser: Browser, forum: str) -> None:
    form = {"title": "A question to some", "forum": forum, "raw": "@marine what do you think?"}
    assert browser.post("/forum/topics", data=form).status_code == 303


def test_who_belongs_to_a_group_calls_it(marine, as_: As, session: Session) -> None:
    marine()

    _open(as_(DORA), "knowledge")

    assert _told(session) == [str(EMIL.account_id)]
    assert '<a href="/account/groups/marine" class="mention" title="Marine taxonomy"' in _html(session)


def test_others_call_it_only_where_it_is_open(marine, bob: Browser, session: Session) -> None:
    marine()

    _open(bob, "knowledge")

    assert _told(session) == []
    assert "/account/groups" not in _html(session)


def test_an_open_group_is_called_by_everybody(marine, bob: Browser, session: Session) -> None:
    marine(writable=True)

    _open(bob, "knowledge")

    assert _told(session) == sorted(str(one.account_id) for one in (DORA, EMIL))


def test_its_members_hear_only_of_what_they_may_see(marine, as_: As, session: Session) -> None:
    marine()

    _open(as_(MOD), "iag")

    assert _told(session) == [str(EMIL.account_id)]


def test_groups_are_offered_to_who_may_call_them(marine, as_: As, bob: Browser) -> None:
    marine()

    def offered(browser: Browser) -> list[str]:
        answer = browser.get("/forum/suggestions?key=new&forum=knowledge&q=taxo")
        return [one["text"] for one in answer.json["items"]]

    assert offered(as_(DORA)) == ["@marine "]
    assert offered(bob) == []


def _html(session: Session) -> str:
    return session.scalars(select(Post.html)).one()
