"""Older posts are made anew when the renderer has learnt something."""

import io

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import app_for, persona
from corridor.testing.browser import Browser
from forum_service.posts.models import Post
from forum_service.posts.remaking import remake_posts
from forum_service.posts.rendering import RENDERER
from forum_service.service import SERVICE
from tests.forum_service.conftest import Open
from tests.forum_service.uploads.samples import picture

REPLIES = "/forum/t/1/replies"


@pytest.fixture
def remake():
    sessions = app_for(SERVICE).extensions["corridor"].sessions
    return lambda: remake_posts(sessions)


def _age(session: Session) -> None:
    session.execute(update(Post).values(html="<p>as it was made once</p>", renderer=RENDERER - 1))
    session.commit()


def test_an_older_post_is_made_anew_and_nobody_hears_of_it(
    open_topic: Open, bob: Browser, session: Session, remake
) -> None:
    open_topic(raw="So $x^2$ and [date=2026-12-01T14:00Z]")
    bob.post(REPLIES, data={"raw": "Yes, @alice"})
    _age(session)
    told = len(session.execute(select(outbox.c.event_id)).all())

    assert remake() is False

    posts = session.scalars(select(Post).order_by(Post.number)).all()
    assert "<math" in posts[0].html
    assert 'href="/account/members/alice"' in posts[1].html
    assert {(post.renderer, post.version, post.edits) for post in posts} == {(RENDERER, 1, 0)}
    assert len(session.execute(select(outbox.c.event_id)).all()) == told
    assert "as it was" not in bob.get("/forum/search?q=once").get_data(as_text=True)


def test_what_would_be_refused_today_stays_as_it_was(open_topic: Open, session: Session, remake) -> None:
    open_topic()
    _age(session)
    wide = "|" + "a|" * 31 + "\n|" + "-|" * 31
    session.execute(text("UPDATE posts SET raw = :raw"), {"raw": wide})
    session.commit()

    remake()

    post = session.scalars(select(Post)).one()
    assert (post.html, post.renderer) == ("<p>as it was made once</p>", RENDERER)


def test_the_files_of_somebody_who_left_stay(
    open_topic: Open, alice: Browser, session: Session, remake
) -> None:
    form = {"file": (io.BytesIO(picture("JPEG")), "Mangroves.jpg")}
    file = alice.post("/forum/uploads", data=form, headers={"Accept": "application/json"}).get_json()
    open_topic(raw=file["markdown"])
    _age(session)
    session.execute(text("UPDATE members SET roles = '{}', active = false"))
    session.commit()

    remake()

    assert f'src="/forum/files/{file["id"]}/' in session.scalars(select(Post.html)).one()


def test_readers_of_the_second_forum_stay_named(
    open_topic: Open, alice: Browser, know, session: Session, remake
) -> None:
    know(persona("eve", "expert"))
    open_topic("Advice on centres", "iag")
    alice.post("/forum/t/1/second-forum", data={"forum": "knowledge"})
    alice.post(REPLIES, data={"raw": "What do you think, @eve?"})
    _age(session)

    remake()

    assert 'href="/account/members/eve"' in session.scalars(select(Post.html).where(Post.number == 2)).one()
