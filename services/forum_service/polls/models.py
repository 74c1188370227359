"""What a poll is and who chose what."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolFalse, Moment
from forum_service.db import Base


class Results(StrEnum):
    """From when on the results are shown."""

    ALWAYS = "always"
    VOTED = "voted"
    CLOSED = "closed"


class Poll(Base):
    """A question in a topic. `anonymous`: who voted is kept, so that nobody votes twice, and never shown."""

    __tablename__ = "polls"
    __table_args__ = (
        CheckConstraint("results IN ('always', 'voted', 'closed')", name="results"),
        Index("ix_polls_topic_id", "topic_id"),
    )

    id: Mapped[BigKey]
    topic_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="CASCADE"))
    opened_by: Mapped[UUID] = mapped_column(Uuid)
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    multiple: Mapped[BoolFalse]
    anonymous: Mapped[BoolFalse]
    results: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    closes_at: Mapped[Moment | None]


class PollOption(Base):
    """One answer to choose."""

    __tablename__ = "poll_options"
    __table_args__ = (UniqueConstraint("poll_id", "position"),)

    id: Mapped[BigKey]
    poll_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("polls.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    label: Mapped[str] = mapped_column(Text)


class PollVote(Base):
    """A member's choice of an answer."""

    __tablename__ = "poll_votes"
    __table_args__ = (Index("ix_poll_votes_poll_id_account_id", "poll_id", "account_id"),)

    option_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("poll_options.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    poll_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("polls.id", ondelete="CASCADE"))
    cast_at: Mapped[Moment]
