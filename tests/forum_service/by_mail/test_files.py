"""What was attached to a mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from corridor.testing import BOB
from forum_service.by_mail.rules import MOST_FILES, MOST_TRIES, pause, with_files
from forum_service.posts.models import Post
from forum_service.uploads.models import Upload, UploadRef
from tests.forum_service.by_mail.conftest import Desk, Send, Taken, Work
from tests.forum_service.conftest import Open
from tests.forum_service.moving_time import Noon, as_, noon
from tests.forum_service.uploads.samples import pdf, picture

__all__ = ["as_", "noon"]


@pytest.fixture(autouse=True)
def topic(noon: Noon, open_topic: Open, know: Callable[..., None]) -> None:
    open_topic()
    know(BOB)


def _raw(session: Session) -> str:
    session.rollback()
    return session.scalars(select(Post.raw).where(Post.author_id == BOB.account_id)).one()


def test_files_are_kept_and_pictures_stand_where_they_stood(
    send: Send, work: Work, taken: Taken, desk: Desk, session: Session
) -> None:
    files = [
        desk.keep("figures.pdf", pdf()),
        desk.keep("map.png", picture(size=(40, 30)), content_id="part1@mail"),
    ]

    send(topic_id=1, text="Before ![map](cid:part1@mail) after.", files=files)
    work()

    raw = _raw(session)
    assert raw.startswith("Before ![map.")
    assert raw.index("after.") < raw.index("[figures.pdf](/forum/files/")
    assert "cid:" not in raw
    assert session.scalar(select(func.count()).select_from(UploadRef)) == 2
    assert taken()[0]["refused_files"] == []


def test_a_file_that_is_not_taken_is_left_out_and_said_so(
    send: Send, work: Work, taken: Taken, desk: Desk, session: Session
) -> None:
    send(topic_id=1, text="See below.", files=[desk.keep("tool.exe", b"MZ\x90\0"), desk.keep("a.pdf", pdf())])
    work()

    assert "tool.exe" not in _raw(session)
    (answer,) = taken()
    assert answer["outcome"] == "posted"
    assert [one["name"] for one in answer["refused_files"]] == ["tool.exe"]
    assert "not taken" in answer["refused_files"][0]["reason"]


def test_a_file_alone_is_a_post(send: Send, work: Work, desk: Desk, session: Session) -> None:
    send(topic_id=1, text="", files=[desk.keep("a.pdf", pdf())])
    work()

    assert _raw(session).startswith("[a.pdf](")


def test_what_cannot_be_fetched_just_now_is_waited_for(
    send: Send, work: Work, taken: Taken, desk: Desk, session: Session, noon: Noon
) -> None:
    desk.broken = True
    send(topic_id=1, text="See below.", files=[desk.keep("a.pdf", pdf())])
    work()
    work()
    assert (taken(), desk.asked) == ([], 1)

    desk.broken = False
    noon.shift(timedelta(minutes=1))
    work()

    assert "[a.pdf](" in _raw(session)
    assert session.scalar(select(func.count()).select_from(Upload)) == 1


def test_in_the_end_the_words_are_posted_without_the_file(
    send: Send, work: Work, taken: Taken, desk: Desk, session: Session, noon: Noon
) -> None:
    desk.broken = True
    send(topic_id=1, text="See below.", files=[desk.keep("a.pdf", pdf())])
    for _ in range(MOST_TRIES):
        work()
        noon.shift(timedelta(hours=2))

    assert _raw(session) == "See below."
    assert [one["name"] for one in taken()[0]["refused_files"]] == ["a.pdf"]


def test_a_file_that_is_gone_or_elsewhere_is_left_out(
    send: Send, work: Work, taken: Taken, desk: Desk
) -> None:
    files = [
        {"name": "gone.pdf", "url": "/notify/internal/incoming/1/files/9"},
        {"name": "other.pdf", "url": "http://169.254.169.254/latest"},
        {"name": "odd.pdf"},
    ]
    send(topic_id=1, text="See below.", files=files)
    work()

    assert [one["name"] for one in taken()[0]["refused_files"]] == ["gone.pdf", "other.pdf", "odd.pdf"]
    assert desk.asked == 1


def test_a_mail_brings_so_many_files(
    send: Send, work: Work, taken: Taken, desk: Desk, session: Session
) -> None:
    many = [desk.keep(f"{number}.txt", f"Number {number}".encode()) for number in range(MOST_FILES + 2)]
    send(topic_id=1, text="All of them.", files=many)
    work()

    assert session.scalar(select(func.count()).select_from(Upload)) == MOST_FILES
    assert len(taken()[0]["refused_files"]) == 2


def test_a_mail_that_fails_whatever_happens_is_returned_in_the_end(
    send: Send, work: Work, taken: Taken, session: Session, noon: Noon
) -> None:
    send(topic_id=1, text="Words.")
    session.execute(text("ALTER TABLE post_index RENAME TO post_index_away"))
    session.commit()
    try:
        for _ in range(MOST_TRIES):
            work()
            noon.shift(timedelta(hours=2))
    finally:
        session.execute(text("ALTER TABLE post_index_away RENAME TO post_index"))
        session.commit()

    assert [(one["outcome"], one["code"]) for one in taken()] == [("refused", "failed")]


def test_pauses_grow_up_to_an_hour() -> None:
    pauses = [pause(attempt) for attempt in range(1, MOST_TRIES + 1)]

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=30), timedelta(hours=1))
    assert sum(pauses, timedelta()) > timedelta(hours=8)


def test_a_picture_that_was_not_kept_leaves_no_trace() -> None:
    assert with_files("A ![x](cid:gone) b", [("", "[f](/f)")]) == "A  b\n\n[f](/f)"
    assert with_files("", [("id", "![p](/p)")]) == "![p](/p)"
