"""Making polls and voting in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from forum_service.dates.actions import tell_deadline
from forum_service.polls.models import Poll, PollOption, PollVote
from forum_service.polls.rules import check_end, check_vote, is_closed, read_options
from forum_service.topics.panels import add_panel


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, with the answers one a line."""

    question: str
    options: str
    language: str
    multiple: bool
    anonymous: bool
    results: str
    closes_at: datetime | None


def open_poll(
    session: Session, topic: Row[Any], account_id: UUID, question: Question, *, now: datetime
) -> int:
    """Put a question above the posts of a topic."""
    options = read_options(question.options)
    check_end(question.closes_at, now=now)
    names = ("question", "language", "multiple", "anonymous", "results", "closes_at")
    values = {name: getattr(question, name) for name in names}
    row = insert(Poll).values(topic_id=topic.id, opened_by=account_id, created_at=now, **values)
    poll_id: int = session.execute(row.returning(Poll.id)).scalar_one()
    answers = [{"poll_id": poll_id, "position": n, "label": label} for n, label in enumerate(options)]
    session.execute(insert(PollOption), answers)
    add_panel(session, topic.id, kind="poll", panel_id=poll_id, title=question.question)
    tell_deadline(session, "poll", poll_id)
    return poll_id


def vote(session: Session, poll_id: int, account_id: UUID, chosen: list[int], *, now: datetime) -> None:
    """Choose; until the end one may choose again, and the last choice counts."""
    # Two windows of one voter wait for each other here.
    poll = session.scalars(select(Poll).where(Poll.id == poll_id).with_for_update(key_share=True)).one()
    options = session.scalars(select(PollOption.id).where(PollOption.poll_id == poll_id)).all()
    closed = is_closed(poll.closes_at, now=now)
    choices = check_vote(chosen, options=options, multiple=poll.multiple, closed=closed)
    mine = (PollVote.poll_id == poll_id) & (PollVote.account_id == account_id)
    session.execute(delete(PollVote).where(mine))
    votes = [
        {"poll_id": poll_id, "option_id": option, "account_id": account_id, "cast_at": now}
        for option in choices
    ]
    session.execute(insert(PollVote), votes)


def close_poll(session: Session, poll_id: int, *, now: datetime) -> None:
    """End a poll before its time, or one that has none."""
    still_open = Poll.closes_at.is_(None) | (Poll.closes_at > now)
    session.execute(update(Poll).where(Poll.id == poll_id, still_open).values(closes_at=now))
    tell_deadline(session, "poll", poll_id)
