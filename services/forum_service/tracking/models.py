"""A member's place in topics and wishes for forums."""

from enum import IntEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, SmallInteger, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse, Moment
from forum_service.db import Base


class Level(IntEnum):
    """How much a member wants to hear of a topic or a forum."""

    MUTED = 0
    NORMAL = 1
    TRACKING = 2
    WATCHING = 3
    # For forums only: be told of new topics, not of replies.
    WATCHING_FIRST_POST = 4


class TopicReader(Base):
    """One member in one topic: how far they read and what they want.

    `unread` says that something was posted beyond `last_read` that they want to know of. It is set when a
    reply is written and cleared when it is read, so that the unread list is an index scan whose cost is what
    it shows, not the age of the account.
    """

    __tablename__ = "topic_readers"
    __table_args__ = (
        Index("ix_topic_readers_topic_id_level", "topic_id", "level"),
        Index("ix_topic_readers_unread", "account_id", postgresql_where=text("unread")),
    )

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    last_read: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # None: the level of the forum holds.
    level: Mapped[int | None] = mapped_column(SmallInteger)
    unread: Mapped[BoolFalse]
    visited_at: Mapped[Moment]


class BoardReader(Base):
    """What a member wants to hear of a forum."""

    __tablename__ = "board_readers"
    __table_args__ = (Index("ix_board_readers_board_id_level", "board_id", "level"),)

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    board_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("boards.id", ondelete="CASCADE"), primary_key=True
    )
    level: Mapped[int] = mapped_column(SmallInteger)
    # Which choice of mails was heeded last (notify.forum_mode_chosen.v1): an older one changes nothing.
    mode_version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)


class ReaderMark(Base):
    """Since when topics are new to a member who dismissed the older ones."""

    __tablename__ = "reader_marks"

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    new_since: Mapped[Moment]
