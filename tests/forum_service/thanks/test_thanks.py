"""Thanking for posts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.testing import ALICE, MOD
from corridor.testing.browser import Browser
from forum_service.posts.models import Post
from forum_service.topics.models import Topic
from tests.forum_service.conftest import Open
from tests.forum_service.news import news

THANKS = "/forum/posts/1/thanks"


def _count(session: Session) -> int:
    session.rollback()
    return session.scalars(select(Post.thanks_count)).one()


def test_thanks_are_counted_and_told_once(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()

    assert [bob.post(THANKS).status_code for _ in range(2)] == [303, 303]

    assert _count(session) == 1
    told = news(session, "thanks_given")
    assert [one["recipients"] for one in told] == [
        [{"account_id": str(ALICE.account_id), "reason": "author"}]
    ]
    assert "Bob" in bob.get(THANKS).get_data(as_text=True)


def test_thanks_are_taken_back_quietly(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()
    bob.post(THANKS)

    assert "Take back my thanks" in bob.get("/forum/posts/1/more").get_data(as_text=True)
    for _ in range(2):
        bob.post(f"{THANKS}/withdrawal")

    assert _count(session) == 0
    assert len(news(session, "thanks_given")) == 1


def test_nobody_thanks_themselves(open_topic: Open, alice: Browser, session: Session) -> None:
    open_topic()

    assert alice.post(THANKS).status_code == 403
    assert _count(session) == 0


def test_what_one_does_not_see_one_does_not_thank_for(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    open_topic()
    session.query(Topic).update({"audience": [MOD.account_id]})
    session.commit()

    assert [bob.get(THANKS).status_code, bob.post(THANKS).status_code] == [404, 404]
