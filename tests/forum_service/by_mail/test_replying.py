"""Replies and topics that come by mail, under the rules of those written on the site."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, CHARLIE, MOD
from corridor.testing.browser import Browser
from forum_service.boards.models import Board
from forum_service.members.models import Member
from forum_service.posts.models import Post
from forum_service.sanctions.models import Sanction
from forum_service.topics.models import Topic
from tests.forum_service.by_mail.conftest import Send, Taken, Work
from tests.forum_service.conftest import As, Open
from tests.forum_service.moving_time import NOON, Noon, as_, noon

__all__ = ["as_", "noon"]

pytestmark = pytest.mark.usefixtures("noon")


def _posts(session: Session) -> list[tuple[str, int | None, bool]]:
    session.rollback()
    query = select(Post.raw, Post.reply_to, Post.by_mail).where(Post.author_id == BOB.account_id)
    return [tuple(row) for row in session.execute(query.order_by(Post.id))]


@pytest.fixture
def topic(open_topic: Open, know: Callable[..., None]) -> None:
    """Topic 1 of Alice, that Bob may read."""
    open_topic()
    know(BOB)


@pytest.mark.usefixtures("topic")
def test_a_reply_is_posted_and_said_to_have_come_by_mail(
    send: Send, work: Work, taken: Taken, session: Session, alice: Browser
) -> None:
    mail = send(topic_id=1, post_number=1, title="Re: Taxonomy", text="*Yes*, we did.")
    work()

    assert _posts(session) == [("*Yes*, we did.", None, True)]
    (answer,) = taken()
    assert (answer["incoming_id"], answer["outcome"]) == (mail, "posted")
    page = alice.get(answer["url"].removeprefix("http://localhost")).text
    assert "<em>Yes</em>" in page
    assert "by mail" in page


@pytest.mark.usefixtures("topic")
def test_a_mail_told_twice_and_worked_by_two_is_one_post(
    send: Send, work: Work, taken: Taken, session: Session
) -> None:
    mail = send(topic_id=1, text="Once.")
    send(topic_id=1, text="Once.", incoming_id=mail)
    workers = [Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert len(taken()) == 1

    send(topic_id=1, text="Once.", incoming_id=mail)
    work()

    assert len(_posts(session)) == 1
    assert [one["outcome"] for one in taken()] == ["posted", "posted"]


@pytest.mark.usefixtures("topic")
def test_an_answer_to_a_reply_names_it_unless_it_is_gone(
    send: Send, work: Work, alice: Browser, session: Session, as_: As
) -> None:
    for raw in ("The first.", "The second."):
        alice.post("/forum/t/1/replies", data={"raw": raw})
    as_(MOD).post("/forum/posts/2/hiding")

    send(topic_id=1, post_number=2, text="To what is gone.")
    send(topic_id=1, post_number=3, text="To the second.")
    work()

    assert sorted(_posts(session)) == [("To the second.", 3, True), ("To what is gone.", None, True)]


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (update(Topic).values(closed=True), "conflict", "closed"),
        (update(Topic).values(archived=True), "conflict", "archived"),
        (update(Topic).values(audience=[ALICE.account_id]), "not_found", "no such topic"),
        (update(Board).values(reply_roles=["secretariat"]), "forbidden", "not reply"),
        (update(Board).values(read_roles=["secretariat"]), "not_found", "no such topic"),
        (update(Member).values(roles=[]), "not_found", "no such topic"),
        (update(Member).values(active=False), "account_closed", "closed"),
    ],
)
def test_what_the_site_would_refuse_is_refused(
    change: object, code: str, said: str, send: Send, work: Work, taken: Taken, session: Session
) -> None:
    session.execute(change)
    session.commit()

    send(topic_id=1, text="Let me say this.")
    work()

    assert _posts(session) == []
    (answer,) = taken()
    assert (answer["outcome"], answer["code"]) == ("refused", code)
    assert said in answer["reason"]


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize("kind", ["silence", "suspension"])
def test_who_was_silenced_or_suspended_is_told_why(
    kind: str, send: Send, work: Work, taken: Taken, session: Session
) -> None:
    measure = {"account_id": BOB.account_id, "kind": kind, "reason": "A week to cool down"}
    session.add(Sanction(**measure, imposed_by=MOD.account_id, imposed_at=NOON))
    session.commit()

    send(topic_id=1, text="But.")
    send("thanks" if kind == "suspension" else "reply", topic_id=1, post_number=1, text="But!")
    work()

    assert [one["outcome"] for one in taken()] == ["refused", "refused"]
    assert all("A week to cool down" in one["reason"] for one in taken())


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize(("raw", "code"), [("  \n", "empty"), ("x" * 32_001, "too_long")])
def test_a_text_is_neither_empty_nor_endless(
    raw: str, code: str, send: Send, work: Work, taken: Taken
) -> None:
    send(topic_id=1, text=raw)
    work()

    assert [one["code"] for one in taken()] == [code]


@pytest.mark.usefixtures("topic")
def test_a_refusal_speaks_the_language_of_the_sender(
    send: Send, work: Work, taken: Taken, know: Callable[..., None], session: Session
) -> None:
    session.execute(text("UPDATE members SET ui_language = 'fr' WHERE handle = 'bob'"))
    session.commit()

    send(topic_id=77, text="Bonjour.")
    work()

    assert taken()[0]["reason"] == "Ce sujet n’existe pas."


@pytest.mark.usefixtures("topic")
def test_the_language_of_a_post_is_the_one_its_text_shows(send: Send, work: Work, session: Session) -> None:
    send(topic_id=1, text="Nous avons essayé cette méthode dans les petites collections.")
    work()

    assert session.scalars(select(Post.language).where(Post.author_id == BOB.account_id)).all() == ["fr"]


@pytest.mark.usefixtures("topic")
def test_a_post_that_was_moved_is_answered_where_it_is(
    send: Send, work: Work, taken: Taken, alice: Browser, open_topic: Open, session: Session
) -> None:
    alice.post("/forum/t/1/replies", data={"raw": "Another matter."})
    open_topic("Another matter altogether")
    session.execute(text("UPDATE posts SET topic_id = 2, number = 2 WHERE raw = 'Another matter.'"))
    session.execute(text("UPDATE topics SET highest_post_number = 2 WHERE id = 2"))
    moved = "INSERT INTO moved_posts (topic_id, number, post_id, moved_at) VALUES (1, 2, 2, now())"
    session.execute(text(moved))
    session.commit()

    send(topic_id=1, post_number=2, text="I follow.")
    work()

    assert taken()[0]["url"].endswith("/2/3")
    assert _posts(session) == [("I follow.", 2, True)]


def test_a_mail_to_a_forum_opens_a_topic(
    send: Send, work: Work, taken: Taken, session: Session, know: Callable[..., None]
) -> None:
    know(BOB)

    send("topic", forum_slug="knowledge", title="  Barcodes\n for moths ", text="Who knows?")
    work()

    assert session.scalars(select(Topic.title)).all() == ["Barcodes for moths"]
    assert _posts(session) == [("Who knows?", None, True)]
    assert taken()[0]["outcome"] == "posted"


@pytest.mark.parametrize(
    ("slug", "title", "code"),
    [("knowledge", "Hi", "title"), ("knowledge", "x" * 201, "title"), ("nowhere", "A question", "not_found")],
)
def test_a_topic_needs_a_forum_and_a_title(
    slug: str, title: str, code: str, send: Send, work: Work, taken: Taken, know: Callable[..., None]
) -> None:
    know(BOB)

    send("topic", forum_slug=slug, title=title, text="Who knows?")
    work()

    assert [one["code"] for one in taken()] == [code]


def test_a_stranger_to_the_forums_opens_nothing(
    send: Send, work: Work, taken: Taken, session: Session, know: Callable[..., None]
) -> None:
    know(CHARLIE)

    send("topic", CHARLIE, forum_slug="knowledge", title="A question", text="Who knows?")
    send("topic", replace(CHARLIE, handle="nobody"), forum_slug="knowledge", title="A question", text="?")
    work()

    assert sorted(one["code"] for one in taken()) == ["account_closed", "not_found"]
    assert session.scalars(select(Topic.id)).all() == []


@pytest.mark.usefixtures("topic")
def test_what_a_moderator_sees_first_is_held_and_told_again_when_it_appears(
    send: Send, work: Work, taken: Taken, session: Session, as_: As
) -> None:
    session.execute(update(Board).values(approve_first=2))
    session.commit()
    send(topic_id=1, text="My first words.")
    work()
    assert _posts(session) == []
    assert taken()[0]["outcome"] == "held"
    assert "/forum/waiting/1" in taken()[0]["url"]

    as_(MOD).post("/forum/moderation/held/1/approval")

    assert _posts(session) == [("My first words.", None, True)]
    assert [one["outcome"] for one in taken()] == ["held", "posted"]


@pytest.mark.usefixtures("topic")
def test_what_was_refused_may_come_again(send: Send, work: Work, taken: Taken, session: Session) -> None:
    session.execute(update(Topic).values(closed=True))
    session.commit()
    mail = send(topic_id=1, text="A late word.")
    work()
    session.execute(update(Topic).values(closed=False))
    session.commit()

    send(topic_id=1, text="A late word.", incoming_id=mail)
    work()

    assert [one["outcome"] for one in taken()] == ["refused", "posted"]
    assert len(_posts(session)) == 1


@pytest.mark.usefixtures("topic")
def test_who_mails_too_often_waits(
    send: Send, work: Work, taken: Taken, session: Session, noon: Noon, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from forum_service import limits

    monkeypatch.setitem(limits._BY_MAIL, "reply", ("posts", 1, timedelta(minutes=10)))
    send(topic_id=1, text="One.")
    send(topic_id=1, text="Two.")
    work()
    assert len(taken()) == 1

    noon.shift(timedelta(minutes=11))
    work()

    assert [one["outcome"] for one in taken()] == ["posted", "posted"]
