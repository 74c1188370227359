"""What else a mail may ask: a word to the author alone, thanks, hearing more or less."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.events.notify import ForumModeChosen
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.testing import ALICE, BOB
from forum_service.boards.models import Board
from forum_service.consumers import HANDLERS
from forum_service.posts.models import Post
from forum_service.topics.models import Topic
from forum_service.tracking.models import BoardReader, Level, TopicReader
from tests.forum_service.by_mail.conftest import Send, Taken, Work
from tests.forum_service.conftest import Open
from tests.forum_service.news import news


@pytest.fixture(autouse=True)
def topic(open_topic: Open, know: Callable[..., None]) -> None:
    """Topic 1 of Alice, that Bob may read."""
    open_topic()
    know(BOB)


def test_an_answer_to_the_author_alone_is_a_message(
    send: Send, work: Work, taken: Taken, session: Session
) -> None:
    send("private", topic_id=1, post_number=1, title="Between us", text="May I call you?")
    work()

    message = session.scalars(select(Topic).where(Topic.audience.is_not(None))).one()
    assert message.title == "Between us"
    assert sorted(message.audience) == sorted([ALICE.account_id, BOB.account_id])
    raw = session.scalars(select(Post.raw).where(Post.topic_id == message.id)).one()
    assert raw.startswith("[Alice #1](/forum/t/taxonomy-for-small-museums/1/1):")
    assert raw.endswith("May I call you?")
    assert taken()[0]["outcome"] == "posted"


def test_nobody_writes_to_themselves(send: Send, work: Work, taken: Taken) -> None:
    send("private", ALICE, topic_id=1, post_number=1, text="Remember.")
    work()

    assert [one["outcome"] for one in taken()] == ["refused"]


def test_thanks_by_mail_are_thanks(send: Send, work: Work, taken: Taken, session: Session) -> None:
    send("thanks", topic_id=1, post_number=1)
    send("thanks", topic_id=1, post_number=1)
    work()

    assert session.scalars(select(Post.thanks_count)).all() == [1]
    assert [one["outcome"] for one in taken()] == ["done", "done"]
    assert len(news(session, "thanks_given")) == 1


@pytest.mark.parametrize(("act", "level"), [("watch", 3), ("track", 2), ("mute", 0)])
def test_one_hears_more_or_less_of_a_topic(
    act: str, level: int, send: Send, work: Work, taken: Taken, session: Session
) -> None:
    send(act, topic_id=1, post_number=1)
    work()

    mine = select(TopicReader.level).where(TopicReader.account_id == BOB.account_id)
    assert session.scalars(mine).all() == [level]
    assert taken()[0]["outcome"] == "done"


def test_one_hears_less_of_a_forum(send: Send, work: Work, session: Session) -> None:
    send("mute", forum_slug="knowledge")
    work()

    assert session.scalars(select(BoardReader.level)).all() == [Level.MUTED]


@pytest.mark.parametrize("facts", [{"topic_id": 2**70}, {"topic_id": 0}, {"topic_id": -1}, {}])
@pytest.mark.parametrize("act", ["reply", "watch", "thanks", "private", "dance"])
def test_what_cannot_be_is_refused_and_holds_up_nothing(
    act: str, facts: dict[str, int], send: Send, work: Work, taken: Taken
) -> None:
    send(act, **facts, post_number=2**40, text="What\0ever\ud800")
    send("thanks", topic_id=1, post_number=1)
    work()

    assert sorted(one["outcome"] for one in taken()) == ["done", "refused"]


def _choose(session: Session, mode: str, version: int) -> int | None:
    event = ForumModeChosen(account_id=str(BOB.account_id), forum_slug="knowledge", mode=mode)
    meta = Meta(id=uuid7(), time=datetime.now(UTC), source="notify", subject=event.subject, sequence=version)
    HANDLERS[ForumModeChosen](session, event, meta)
    session.commit()
    return session.scalar(select(BoardReader.level).where(BoardReader.account_id == BOB.account_id))


def test_whoever_is_mailed_of_a_forum_is_told_of_all_its_posts(session: Session) -> None:
    assert _choose(session, "digest", 1) == Level.TRACKING
    assert _choose(session, "off", 2) == Level.NORMAL
    assert _choose(session, "all", 3) == Level.TRACKING
    assert _choose(session, "topics", 4) == Level.WATCHING_FIRST_POST
    assert _choose(session, "whatever", 5) == Level.WATCHING_FIRST_POST


def test_an_older_choice_changes_nothing(session: Session) -> None:
    _choose(session, "off", 5)

    assert _choose(session, "all", 4) == Level.NORMAL


@pytest.mark.parametrize(("level", "mode"), [(Level.WATCHING, "topics"), (Level.MUTED, "off")])
def test_what_was_chosen_on_the_site_stands_where_it_says_more(
    level: Level, mode: str, session: Session
) -> None:
    board_id = session.scalars(select(Board.id).where(Board.slug == "knowledge")).one()
    session.add(BoardReader(account_id=BOB.account_id, board_id=board_id, level=int(level)))
    session.commit()

    assert _choose(session, mode, 1) == level


def test_a_forum_that_is_not_there_is_nobodys_choice(session: Session) -> None:
    event = ForumModeChosen(account_id=str(BOB.account_id), forum_slug="gone", mode="all")
    meta = Meta(id=uuid7(), time=datetime.now(UTC), source="notify", subject=event.subject)

    HANDLERS[ForumModeChosen](session, event, meta)

    assert session.scalars(select(BoardReader.level)).all() == []
