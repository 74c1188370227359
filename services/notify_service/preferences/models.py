"""Tables of the preferences; an account without rows has the defaults."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Moment
from notify_service.db import Base


class Preference(Base):
    """The rhythm of somebody's mails. Hours are local; the zone is the member's."""

    __tablename__ = "preferences"
    __table_args__ = (
        CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),
        CheckConstraint("digest_weekday BETWEEN 0 AND 6", name="digest_weekday"),
        CheckConstraint("rhythm IN ('daily', 'weekly', 'never')", name="rhythm"),
        CheckConstraint("quiet_days BETWEEN 0 AND 126", name="quiet_days"),
        CheckConstraint("daily_cap BETWEEN 0 AND 1000", name="daily_cap"),
        Index("ix_preferences_due", "next_due_at", postgresql_where=text("next_due_at IS NOT NULL")),
    )

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    rhythm: Mapped[str] = mapped_column(server_default="daily", default="daily")
    digest_hour: Mapped[int] = mapped_column(SmallInteger, server_default="7", default=7)
    # Monday is 0.
    digest_weekday: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    # Both or neither; from 22 to 7 runs over midnight.
    quiet_start: Mapped[int | None] = mapped_column(SmallInteger)
    quiet_end: Mapped[int | None] = mapped_column(SmallInteger)
    # A bit a weekday, Monday the lowest; never all seven.
    quiet_days: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    # So many mails at once a day, the rest goes to the digest; 0 is no limit.
    daily_cap: Mapped[int] = mapped_column(SmallInteger, server_default="50", default=50)
    # Grows with each forum mode that is told to the others.
    version: Mapped[int] = mapped_column(BigInteger, server_default="0", default=0)
    # When the next digest is due; moved by compare-and-set, so that one worker makes it.
    next_due_at: Mapped[Moment | None]


class Choice(Base):
    """The channel somebody chose for a kind: everywhere (`forum` is empty) or in one forum."""

    __tablename__ = "choices"
    __table_args__ = (CheckConstraint("channel IN ('mail', 'digest', 'site', 'none')", name="channel"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    forum: Mapped[str] = mapped_column(primary_key=True, server_default="", default="")
    channel: Mapped[str]


class TopicChoice(Base):
    """The channel somebody chose, from inside a mail, for one topic, need or case."""

    __tablename__ = "topic_choices"
    __table_args__ = (CheckConstraint("channel IN ('mail', 'digest', 'site', 'none')", name="channel"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_key: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]


class Forum(Base):
    """A forum that notices have come from, so that it can be chosen by name."""

    __tablename__ = "forums"

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
