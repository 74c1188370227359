"""Posts that wait for their time."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, DATABASES, MOD, settings_for
from corridor.testing.browser import Browser
from forum_service.boards.models import Board
from forum_service.planned.models import PlannedPost
from forum_service.planned.posting import post_planned
from forum_service.posts.models import Post
from forum_service.sanctions.models import Sanction
from forum_service.service import SERVICE
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open
from tests.forum_service.moving_time import NOON, Noon, as_, noon
from tests.forum_service.news import news

__all__ = ["as_", "noon"]

PLANS = "/forum/planned"
REPLY = {"topic": "1", "raw": "Happy new *month*", "post_at": "2026-11-03T12:00"}
TOPIC = {"title": "The week ahead", "forum": "knowledge", "raw": "Plans?", "post_at": "2026-11-03T12:00"}
DAY = timedelta(days=1)


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def _work() -> None:
    while post_planned(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass


def _plans(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    return [tuple(row) for row in session.execute(select(PlannedPost.state, PlannedPost.refusal))]


def test_a_reply_is_posted_once_at_its_time(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    assert bob.post(PLANS, data=REPLY).status_code == 303
    _work()
    assert _plans(session) == [("waiting", "")]

    noon.shift(DAY)
    workers = [Thread(target=_work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]

    posts = session.execute(select(Post.author_id, Post.created_at).where(Post.number > 1)).all()
    assert posts == [(BOB.account_id, NOON + DAY)]
    assert _plans(session) == [("posted", "")]
    (told,) = news(session, "reminder_posted")
    assert told["url"].endswith("/1/2")


def test_a_topic_is_opened_at_its_time(bob: Browser, session: Session, noon: Noon) -> None:
    assert bob.post(PLANS, data=TOPIC).status_code == 303

    noon.shift(DAY)
    _work()

    assert session.scalars(select(Topic.title)).all() == ["The week ahead"]


def test_another_forum_is_where_it_is_posted(bob: Browser, session: Session, noon: Noon) -> None:
    bob.post(PLANS, data=TOPIC)
    assert bob.post(f"{PLANS}/1", data={**TOPIC, "forum": "cooperation"}).status_code == 303

    noon.shift(DAY)
    _work()

    where = select(Board.slug).join(Topic, Topic.board_id == Board.id)
    assert session.scalars(where).all() == ["cooperation"]


def test_rights_are_asked_when_it_is_posted(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post(PLANS, data=REPLY)
    bob.post(PLANS, data=TOPIC)
    session.execute(text("UPDATE members SET roles = '{}' WHERE handle = 'bob'"))
    session.commit()

    noon.shift(DAY)
    session.execute(text("UPDATE members SET roles = '{}' WHERE handle = 'bob'"))
    session.commit()
    _work()

    assert [state for state, _why in _plans(session)] == ["refused", "refused"]
    assert len(session.scalars(select(Post.id)).all()) == 1
    assert len(news(session, "reminder_refused")) == 2


def test_a_moderator_looks_at_it_first_where_the_forum_wants_it(
    bob: Browser, session: Session, noon: Noon
) -> None:
    session.query(Board).update({"approve_first": 2})
    session.commit()
    bob.post(PLANS, data=TOPIC)

    noon.shift(DAY)
    _work()

    assert _plans(session) == [("held", "")]
    assert session.scalars(select(Topic.id)).all() == []
    (told,) = news(session, "reminder_held")
    assert "/forum/waiting/" in told["url"]


def test_who_was_silenced_meanwhile_posts_nothing(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post(PLANS, data=REPLY)
    measure = {"account_id": BOB.account_id, "kind": "silence", "reason": "A week to cool down"}
    session.add(Sanction(**measure, imposed_by=MOD.account_id, imposed_at=NOON))
    session.commit()

    noon.shift(DAY)
    _work()

    ((state, why),) = _plans(session)
    assert state == "refused"
    assert "A week to cool down" in why


def test_what_was_refused_says_why_and_can_be_planned_again(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post(PLANS, data=REPLY)
    session.query(Topic).update({"closed": True})
    session.commit()
    noon.shift(DAY)
    _work()
    assert "This topic is closed" in _text(bob.get(PLANS))
    session.query(Topic).update({"closed": False})
    session.commit()

    bob.post(f"{PLANS}/1", data={**REPLY, "post_at": "2026-11-04T12:00"})
    noon.shift(DAY)
    _work()

    assert _plans(session) == [("posted", "")]


def test_a_plan_may_be_changed_and_cancelled_until_it_is_posted(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post(PLANS, data=REPLY)
    assert "Happy new" in _text(bob.get(f"{PLANS}/1"))
    bob.post(f"{PLANS}/1", data={**REPLY, "raw": "Other words"})
    bob.post(PLANS, data=REPLY)
    bob.post(f"{PLANS}/2/cancellation")

    noon.shift(DAY)
    _work()

    assert session.scalars(select(Post.raw).where(Post.number > 1)).all() == ["Other words"]
    assert bob.post(f"{PLANS}/1", data=REPLY).status_code == 409
    assert bob.post(f"{PLANS}/1/cancellation").status_code == 409


def test_times_are_of_the_writers_zone(as_: As, session: Session, open_topic: Open) -> None:
    open_topic()
    nairobi = as_(replace(BOB, time_zone="Africa/Nairobi"))

    nairobi.post(PLANS, data=REPLY)

    assert session.scalars(select(PlannedPost.post_at)).one() == NOON + DAY - timedelta(hours=3)
    assert 'value="2026-11-03T12:00"' in _text(nairobi.get(f"{PLANS}/1"))


def test_plans_are_ones_own(open_topic: Open, alice: Browser, bob: Browser) -> None:
    open_topic()
    bob.post(PLANS, data=REPLY)

    assert alice.get(f"{PLANS}/1").status_code == 404
    assert alice.post(f"{PLANS}/1", data=REPLY).status_code == 404
    assert alice.post(f"{PLANS}/1/cancellation").status_code == 404
    assert "Happy new" not in _text(alice.get(PLANS))


def test_the_title_of_a_topic_no_longer_visible_is_not_told(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    open_topic()
    bob.post(PLANS, data=REPLY)
    session.query(Topic).update({"audience": [ALICE.account_id]})
    session.commit()

    assert "Taxonomy" not in _text(bob.get(PLANS))
    assert bob.get(f"{PLANS}/1").status_code == 404
    assert bob.post(PLANS, data=REPLY).status_code == 404


@pytest.mark.parametrize("moment", ["", "2026-11-01T12:00", "2030-01-01T12:00", "soon"])
def test_a_plan_needs_a_time_to_come(moment: str, open_topic: Open, bob: Browser) -> None:
    open_topic()

    answer = bob.post(PLANS, data={**REPLY, "post_at": moment})

    assert answer.status_code == 422
    assert "Happy new" in _text(answer)


@pytest.mark.parametrize("topic", ["0", "x", "-1", "99999999999999999999", "9223372036854775808"])
def test_a_reply_is_planned_into_a_topic(topic: str, bob: Browser) -> None:
    assert bob.post(PLANS, data={**REPLY, "topic": topic}).status_code in (404, 422)


def test_the_composer_hands_over_what_was_typed(open_topic: Open, bob: Browser, as_: As) -> None:
    open_topic()
    typed = {"_draft_key": "reply/1", "raw": "Half an answer", "reply_to": "1", "language": "en"}

    page = _text(bob.post(f"{PLANS}/new", data=typed))

    assert "Half an answer" in page
    assert 'name="reply_to" value="1"' in page
    assert as_(MOD).post(f"{PLANS}/new", data={"_draft_key": "new", "title": "T"}).status_code == 200
