"""Polls in a topic."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.testing import MOD
from corridor.testing.browser import Browser
from forum_service.polls.models import PollVote
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open
from tests.forum_service.moving_time import Noon, as_, noon

__all__ = ["as_", "noon"]

POLL = {"question": "Which date suits you?", "options": "1 March\n2 March\n3 March"}
VOTES = "/forum/polls/1/votes"


@pytest.fixture
def poll(alice: Browser, open_topic: Open):
    def poll_(**form: str) -> str:
        open_topic()
        answer = alice.post("/forum/t/1/polls", data={**POLL, **form})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return "/forum/polls/1"

    return poll_


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def _votes(session: Session) -> list[int]:
    session.rollback()
    return list(session.scalars(select(PollVote.option_id).order_by(PollVote.option_id)))


def test_the_last_choice_counts(poll, bob: Browser, session: Session) -> None:
    path = poll()

    bob.post(VOTES, data={"option": "1"})
    bob.post(VOTES, data={"option": "2"})

    assert _votes(session) == [2]
    assert "1 voter" in _text(bob.get(path))


@pytest.mark.parametrize("option", ["4", "x", "", "0", "9223372036854775808"])
def test_only_what_stands_there_can_be_chosen(option: str, poll, bob: Browser, session: Session) -> None:
    poll()

    assert bob.post(VOTES, data={"option": option}).status_code == 422
    assert _votes(session) == []


def test_one_answer_or_several_as_the_poll_says(poll, bob: Browser, session: Session) -> None:
    poll()
    assert bob.post(VOTES, data={"option": ["1", "2"]}).status_code == 422

    bob.post("/forum/polls/1/closing")
    assert _votes(session) == []


def test_several_answers(poll, bob: Browser, session: Session) -> None:
    poll(multiple="true")

    bob.post(VOTES, data={"option": ["1", "3", "3"]})

    assert _votes(session) == [1, 3]


def test_an_open_poll_names_its_voters_and_an_anonymous_one_does_not(poll, bob: Browser) -> None:
    path = poll()
    bob.post(VOTES, data={"option": "1"})
    assert "/account/members/bob" in _text(bob.get(path)).partition("<table")[2]


def test_an_anonymous_poll_names_nobody(poll, alice: Browser, bob: Browser) -> None:
    path = poll(anonymous="true")
    bob.post(VOTES, data={"option": "1"})

    assert "members/bob" not in _text(alice.get(path))


def test_results_wait_for_the_vote(poll, alice: Browser, bob: Browser) -> None:
    path = poll(results="voted")
    bob.post(VOTES, data={"option": "1"})

    assert "<table" not in _text(alice.get(path))
    assert "<table" not in _text(alice.get(f"{path}/panel"))
    assert "<table" in _text(bob.get(path))


def test_results_wait_for_the_end(poll, alice: Browser, bob: Browser) -> None:
    path = poll(results="closed")
    bob.post(VOTES, data={"option": "1"})
    assert "<table" not in _text(bob.get(path))

    assert bob.post(f"{path}/closing").status_code == 403
    alice.post(f"{path}/closing")

    assert "<table" in _text(bob.get(path))
    assert bob.post(VOTES, data={"option": "2"}).status_code == 409


def test_a_poll_ends_by_the_clock(poll, bob: Browser, noon: Noon) -> None:
    poll(closes_at="2026-11-02T14:00")
    noon.shift(timedelta(hours=3))

    assert bob.post(VOTES, data={"option": "2"}).status_code == 409


@pytest.mark.parametrize("options", ["One", "One\none", "\n".join(map(str, range(21))), "x" * 201 + "\ny"])
def test_answers_are_few_and_different(options: str, open_topic: Open, alice: Browser) -> None:
    open_topic()

    answer = alice.post("/forum/t/1/polls", data={**POLL, "options": options})

    assert answer.status_code == 422
    assert "Which date suits you?" in _text(answer)


def test_a_poll_is_made_by_the_topics_author_and_by_moderators(
    open_topic: Open, bob: Browser, as_: As
) -> None:
    open_topic()

    assert bob.get("/forum/t/1/polls/new").status_code == 403
    assert as_(MOD).get("/forum/t/1/polls/new").status_code == 200
    assert "Add a poll" in _text(as_(MOD).get("/forum/t/1/more"))


def test_a_poll_is_seen_by_who_sees_its_topic(poll, bob: Browser, session: Session) -> None:
    path = poll()
    session.query(Topic).update({"audience": [MOD.account_id]})
    session.commit()

    assert [bob.get(path).status_code, bob.post(VOTES, data={"option": "1"}).status_code] == [404, 404]
