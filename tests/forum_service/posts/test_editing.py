"""Editing: two editors lose nothing, others may be let in, reasons are shown, the newly named hear of it."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, MOD, persona
from corridor.testing.browser import Browser
from forum_service.moderation.models import ModerationAct
from forum_service.posts.models import Post, PostRevision
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open

EDIT = "/forum/posts/1"


def _raw(session: Session) -> str:
    session.expire_all()
    return session.scalars(select(Post.raw).where(Post.id == 1)).one()


def _told(session: Session) -> list[dict]:
    rows = session.execute(select(outbox.c.type, outbox.c.body).order_by(outbox.c.position))
    bodies = [(type_, json.loads(body) if isinstance(body, str | bytes) else body) for type_, body in rows]
    return [
        body["data"]
        for type_, body in bodies
        if type_ in ("forum.topic_opened.v1", "forum.reply_posted.v1", "forum.member_told.v1")
    ]


def test_two_editors_lose_nothing(open_topic: Open, alice: Browser, as_: As, session: Session) -> None:
    open_topic(raw="The first text")
    as_(MOD).post(EDIT, data={"raw": "The moderator's text", "version": "1"})

    answer = alice.post(EDIT, data={"raw": "The author's text", "version": "1"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "The moderator&#39;s text" in page
    assert "The author&#39;s text" in page
    assert 'name="version" value="2"' in page
    assert _raw(session) == "The moderator's text"
    assert alice.post(EDIT, data={"raw": "Both texts", "version": "2"}).status_code == 303
    assert _raw(session) == "Both texts"


def test_a_draft_of_a_text_that_was_changed_since_shows_both(
    open_topic: Open, alice: Browser, as_: As
) -> None:
    open_topic(raw="The first text")
    alice.post("/forum/drafts", data={"_draft_key": "edit/1", "raw": "My draft", "version": "1"})
    as_(MOD).post(EDIT, data={"raw": "The moderator has been here", "version": "1"})

    page = alice.get(f"{EDIT}/edit").get_data(as_text=True)

    assert "My draft" in page
    assert "The moderator has been here" in page
    assert 'name="version" value="2"' in page


def test_the_form_says_which_text_it_began_with(open_topic: Open, alice: Browser) -> None:
    open_topic()

    assert 'name="version" value="1"' in alice.get(f"{EDIT}/edit").get_data(as_text=True)


def test_the_first_minutes_leave_no_trace_but_are_no_lost_update_either(
    open_topic: Open, alice: Browser, session: Session
) -> None:
    open_topic(raw="A slpi")

    alice.post(EDIT, data={"raw": "A slip", "version": "1"})

    assert session.scalars(select(PostRevision)).all() == []
    assert alice.post(EDIT, data={"raw": "From another window", "version": "1"}).status_code == 409


def test_the_reason_stands_beside_the_earlier_version(
    open_topic: Open, alice: Browser, bob: Browser, session: Session
) -> None:
    open_topic()
    session.execute(update(Post).values(created_at=clock.now() - timedelta(hours=1)))
    session.commit()

    alice.post(EDIT, data={"raw": "Corrected", "reason": "The figure of 2019 was wrong"})

    assert "The figure of 2019 was wrong" in bob.get(f"{EDIT}/revisions").get_data(as_text=True)


@pytest.mark.parametrize("reason", ["x" * 201, "two\nlines"])
def test_a_reason_is_a_line(reason: str, open_topic: Open, alice: Browser) -> None:
    open_topic()

    answer = alice.post(EDIT, data={"raw": "Corrected text", "reason": reason})

    assert answer.status_code == 422
    assert "Corrected text" in answer.get_data(as_text=True)


def test_a_wiki_post_is_edited_by_whoever_may_reply(
    open_topic: Open, alice: Browser, bob: Browser, session: Session
) -> None:
    open_topic(raw="Our list")
    assert bob.post(EDIT, data={"raw": "Bob's list"}).status_code == 403

    assert alice.post(f"{EDIT}/sharing").status_code == 303

    assert bob.get(f"{EDIT}/edit").status_code == 200
    assert f'href="{EDIT}/edit"' in bob.get("/forum/t/taxonomy-for-small-museums/1").get_data(as_text=True)
    bob.post(EDIT, data={"raw": "Our list\n\n- and Bob's line", "version": "1"})
    assert _raw(session) == "Our list\n\n- and Bob's line"
    assert session.scalars(select(PostRevision.replaced_by)).one() == BOB.account_id
    alice.post(f"{EDIT}/unsharing")
    assert bob.get(f"{EDIT}/edit").status_code == 403


def test_a_wiki_post_in_a_closed_topic_rests(open_topic: Open, alice: Browser, bob: Browser, session) -> None:
    open_topic()
    alice.post(f"{EDIT}/sharing")
    session.execute(update(Topic).values(closed=True))
    session.commit()

    assert bob.get(f"{EDIT}/edit").status_code == 403


def test_only_its_author_and_moderators_say_who_edits(
    open_topic: Open, bob: Browser, as_: As, session: Session
) -> None:
    open_topic()

    assert bob.post(f"{EDIT}/sharing").status_code == 403
    assert as_(MOD).post(f"{EDIT}/sharing").status_code == 303
    assert session.scalars(select(ModerationAct.act)).all() == ["post_shared"]


def test_the_page_of_acts_offers_them(open_topic: Open, alice: Browser, bob: Browser) -> None:
    open_topic()

    assert f'action="{EDIT}/sharing"' in alice.get(f"{EDIT}/more").get_data(as_text=True)
    assert "sharing" not in bob.get(f"{EDIT}/more").get_data(as_text=True)
    alice.post(f"{EDIT}/sharing")
    assert f'href="{EDIT}/edit"' in bob.get(f"{EDIT}/more").get_data(as_text=True)


def test_who_is_named_in_an_edit_is_told_once(
    open_topic: Open, alice: Browser, know, session: Session
) -> None:
    eve = persona("eve", "expert")
    know(eve)
    open_topic(raw="What do you think?")
    before = len(_told(session))

    for raw in ("What do you think, @eve?", "What do you all think, @eve?"):
        assert alice.post(EDIT, data={"raw": raw}).status_code == 303

    told = _told(session)[before:]
    assert [one["recipients"] for one in told] == [
        [{"account_id": str(eve.account_id), "reason": "mentioned"}]
    ]
    assert (told[0]["what"], told[0]["actor_id"]) == ("mention_added", str(ALICE.account_id))


def test_who_may_not_see_the_topic_is_not_told_of_an_edit(
    open_topic: Open, alice: Browser, know, session: Session
) -> None:
    know(persona("eve", "expert"))
    open_topic("Advice", "iag", raw="Among us")
    before = len(_told(session))

    alice.post(EDIT, data={"raw": "Among us, @eve"})

    assert _told(session)[before:] == []
