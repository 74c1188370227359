"""Flags and who must not meet them: the author who moderates, and the readers of the log."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, MOD, SECRETARY
from corridor.testing.browser import Browser
from forum_service.flags.models import Flag
from forum_service.moderation.models import ModerationAct
from forum_service.posts.models import Post
from tests.forum_service.conftest import As, Open
from tests.forum_service.moderation.told import told, who

FLAG = {"reason": "off_topic", "words": "It is about fish."}
PAGE = "/forum/moderation/posts/1"
AGREED = {"decision": "agreed"}


@pytest.fixture(autouse=True)
def _members(session: Session, know: Callable[..., None]) -> None:
    know(ALICE, BOB, MOD, SECRETARY)


@pytest.fixture
def of_a_moderator(as_: As, bob: Browser) -> Browser:
    """A moderator whose post Bob showed to the moderators."""
    mod = as_(MOD)
    mod.post("/forum/topics", data={"title": "About fish", "forum": "knowledge", "raw": "They swim."})
    assert bob.post("/forum/posts/1/flag", data=FLAG).status_code == 303
    return mod


def test_who_wrote_the_post_is_not_told(of_a_moderator: Browser, session: Session) -> None:
    (event,) = told(session, "moderation_flagged")

    assert who(event) == {str(SECRETARY.account_id)}


def test_who_wrote_the_post_neither_reads_nor_settles_its_flags(of_a_moderator: Browser, as_: As) -> None:
    assert of_a_moderator.get(PAGE).status_code == 403
    assert of_a_moderator.post(f"{PAGE}/decision", data=AGREED).status_code == 403
    assert PAGE not in of_a_moderator.get("/forum/moderation").text
    assert "Bob" in as_(SECRETARY).get(PAGE).text


def test_who_wrote_the_post_does_not_take_the_decision_back(of_a_moderator: Browser, as_: As) -> None:
    as_(SECRETARY).post(f"{PAGE}/decision", data=AGREED)

    assert of_a_moderator.post("/forum/moderation/acts/1/undoing").status_code == 403


@pytest.mark.parametrize("decision", ["agreed", "hide"])
def test_the_log_shows_nothing_of_a_message(
    decision: str, alice: Browser, bob: Browser, as_: As, session: Session
) -> None:
    message = {"to": "@bob", "title": "A secret plan", "raw": "Between us"}
    assert alice.post("/forum/messages", data=message).status_code == 303
    post = session.scalars(select(Post.id)).one()
    bob.post(f"/forum/posts/{post}/flag", data=FLAG)

    as_(MOD).post(f"/forum/moderation/posts/{post}/decision", data={"decision": decision})

    assert session.scalars(select(ModerationAct.act)).one() == "flags_settled"
    for act in session.scalars(select(ModerationAct)):
        assert "ecret" not in str(act.details)


def test_a_shared_private_post_is_in_the_log_without_its_title(
    private_topic: str, as_: As, session: Session
) -> None:
    session.execute(text("UPDATE topics SET audience = audience || :mod"), {"mod": [MOD.account_id]})
    session.commit()

    as_(MOD).post("/forum/posts/1/sharing", data={"shared": "true"})

    assert session.scalars(select(ModerationAct.details)).one() == {}


def test_taking_a_decision_back_leaves_the_newer_flag_of_the_same_member(
    open_topic: Open, bob: Browser, as_: As, session: Session
) -> None:
    open_topic()
    bob.post("/forum/posts/1/flag", data=FLAG)
    as_(MOD).post(f"{PAGE}/decision", data={"decision": "disagreed"})
    bob.post("/forum/posts/1/flag", data=FLAG)

    answer = as_(MOD).post("/forum/moderation/acts/1/undoing")

    assert answer.status_code == 303
    assert session.scalars(select(Flag.outcome).order_by(Flag.id)).all() == ["disagreed", None]
