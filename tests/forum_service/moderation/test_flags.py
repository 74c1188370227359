"""Posts shown to the moderators, and what becomes of it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, MOD, SECRETARY, persona
from corridor.testing.browser import Browser
from forum_service.flags.models import Flag
from forum_service.posts.models import Post
from tests.forum_service.conftest import As, Open
from tests.forum_service.moderation.told import told, who

STEWARD = persona("stella", "expert", "group:stewards")
OTHER_STEWARD = persona("oscar", "expert", "group:others")
FLAG = {"reason": "off_topic", "words": "It is about fish."}


@pytest.fixture(autouse=True)
def _moderators(session: Session, know: Callable[..., None]) -> None:
    know(ALICE, BOB, MOD, SECRETARY, STEWARD, OTHER_STEWARD)
    session.execute(text("UPDATE boards SET moderate_roles = '{group:stewards}' WHERE slug = 'knowledge'"))
    session.execute(text("UPDATE boards SET moderate_roles = '{group:others}' WHERE slug = 'cooperation'"))
    session.commit()


@pytest.fixture
def flagged(open_topic: Open, bob: Browser) -> str:
    """Alice's post, which Bob showed to the moderators."""
    path = open_topic()
    assert bob.post("/forum/posts/1/flag", data=FLAG).status_code == 303
    return path


def test_the_moderators_of_the_forum_and_the_staff_are_told_once(
    flagged: str, session: Session, as_: As
) -> None:
    as_(SECRETARY).post("/forum/posts/1/flag", data={"reason": "attention"})

    (event,) = told(session, "moderation_flagged")

    assert who(event) == {str(one.account_id) for one in (MOD, SECRETARY, STEWARD)}
    assert event.excerpt == "It is about fish."


def test_it_waits_in_the_queue_of_those_moderators_alone(flagged: str, as_: As) -> None:
    page = as_(STEWARD).get("/forum/moderation").get_data(as_text=True)

    assert "Taxonomy for small museums" in page
    assert "Taxonomy for small museums" not in as_(OTHER_STEWARD).get("/forum/moderation").get_data(
        as_text=True
    )
    assert as_(OTHER_STEWARD).get("/forum/moderation/posts/1").status_code == 403
    assert as_(BOB).get("/forum/moderation").status_code == 403


def test_taking_the_post_down_tells_both_and_gives_the_text_back(
    flagged: str, as_: As, session: Session
) -> None:
    steward = as_(STEWARD)

    steward.post("/forum/moderation/posts/1/decision", data={"decision": "hide", "answer": "Off topic here."})

    assert as_(BOB).get(flagged).status_code == 404
    (settled,) = told(session, "moderation_settled")
    (hidden,) = told(session, "moderation_hidden")
    assert who(settled) == {str(BOB.account_id)}
    assert who(hidden) == {str(ALICE.account_id)}
    assert hidden.excerpt == "Off topic here."
    assert "barcoding" in hidden.html
    assert (settled.actor_name, hidden.actor_name) == ("", "")


def test_who_comes_second_learns_who_was_first(flagged: str, as_: As) -> None:
    as_(STEWARD).post("/forum/moderation/posts/1/decision", data={"decision": "disagreed"})

    answer = as_(MOD).post("/forum/moderation/posts/1/decision", data={"decision": "agreed"})

    assert answer.status_code == 409
    assert "Stella settled this before you." in answer.get_data(as_text=True)


def test_the_one_who_flagged_reads_the_outcome(flagged: str, as_: As, bob: Browser) -> None:
    as_(STEWARD).post(
        "/forum/moderation/posts/1/decision", data={"decision": "disagreed", "answer": "Fish belong here."}
    )

    page = bob.get("/forum/posts/1/flag").get_data(as_text=True)

    assert "The moderators see no fault in the post. Fish belong here." in page


def test_something_else_needs_words(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()

    answer = bob.post("/forum/posts/1/flag", data={"reason": "other", "words": " "})

    assert answer.status_code == 422
    assert session.scalars(select(Flag)).all() == []


def test_a_second_flag_of_the_same_member_changes_the_first(
    flagged: str, bob: Browser, session: Session
) -> None:
    bob.post("/forum/posts/1/flag", data={"reason": "inappropriate"})

    assert session.scalars(select(Flag.reason)).all() == ["inappropriate"]


def test_private_posts_are_not_shown_to_moderators(private_topic: str, alice: Browser, as_: As) -> None:
    assert alice.post("/forum/posts/1/flag", data=FLAG).status_code == 409
    assert as_(MOD).get("/forum/moderation/posts/1").status_code == 404


def test_the_log_says_who_did_what_and_takes_it_back(flagged: str, as_: As, session: Session) -> None:
    steward = as_(STEWARD)
    steward.post("/forum/moderation/posts/1/decision", data={"decision": "hide"})

    log = as_(MOD).get("/forum/moderation/log").get_data(as_text=True)
    assert "settled flags: Taxonomy for small museums, #1" in log
    assert as_(MOD).post("/forum/moderation/acts/1/undoing").status_code == 303

    assert as_(BOB).get(flagged).status_code == 200
    assert session.scalars(select(Post.hidden)).all() == [False]
    assert session.scalars(select(Flag.outcome)).all() == [None]
    assert "taken back by Mod" in steward.get("/forum/moderation/log").get_data(as_text=True)


def test_an_act_is_taken_back_once(flagged: str, as_: As) -> None:
    mod = as_(MOD)
    mod.post("/forum/t/1/closure")

    assert mod.post("/forum/moderation/acts/1/undoing").status_code == 303
    assert mod.post("/forum/moderation/acts/1/undoing").status_code == 409


def test_the_log_is_narrowed_and_shown_to_its_moderators(flagged: str, as_: As) -> None:
    mod, steward = as_(MOD), as_(STEWARD)
    mod.post("/forum/t/1/closure")
    steward.post("/forum/moderation/posts/1/decision", data={"decision": "noted"})

    def shown(query: str) -> tuple[bool, bool]:
        page = mod.get(f"/forum/moderation/log?{query}").get_data(as_text=True)
        return "closed a topic: " in page, "settled flags: " in page

    assert shown("") == (True, True)
    assert shown(f"actor={MOD.account_id}") == (True, False)
    assert shown("act=flags_settled") == (False, True)
    assert shown("until=2020-01-01") == (False, False)
    assert shown("since=never&forum=x&actor=y&act=z") == (True, True)
    assert "closed a topic: " not in as_(OTHER_STEWARD).get("/forum/moderation/log").get_data(as_text=True)
    assert as_(OTHER_STEWARD).post("/forum/moderation/acts/1/undoing").status_code == 404


def test_a_moderators_change_of_words_stands_in_the_log_and_is_taken_back(
    flagged: str, as_: As, session: Session
) -> None:
    mod = as_(MOD)
    mod.post("/forum/posts/1", data={"raw": "Put in other words"})
    assert "changed somebody&#39;s post" in mod.get("/forum/moderation/log").get_data(as_text=True)

    mod.post("/forum/moderation/acts/1/undoing")

    assert session.scalars(select(Post.raw)).all() == ["Who has tried *barcoding*?"]
