"""What a meeting is."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BigKey, BoolFalse, CreatedAt, Moment, TextList
from forum_service.db import Base


class Meeting(Base):
    """A meeting of the advisory group.

    `starts_time` and `ends_time` are the hours of each day on the clocks of `time_zone`; without them the
    days alone are known. `sequence` counts the changes that calendars must hear of.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("(starts_time IS NULL) = (ends_time IS NULL)", name="times"),
    )

    id: Mapped[BigKey]
    slug: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date] = mapped_column(Date, index=True)
    ends_on: Mapped[date] = mapped_column(Date)
    summary: Mapped[str] = mapped_column(Text)
    # Markdown, and the HTML made of it when it was written.
    agenda: Mapped[str] = mapped_column(Text, server_default="", default="")
    agenda_html: Mapped[str] = mapped_column(Text, server_default="", default="")
    report: Mapped[str] = mapped_column(Text, server_default="", default="")
    report_html: Mapped[str] = mapped_column(Text, server_default="", default="")
    starts_time: Mapped[time | None] = mapped_column(Time)
    ends_time: Mapped[time | None] = mapped_column(Time)
    time_zone: Mapped[str] = mapped_column(Text, server_default="UTC", default="UTC")
    online_url: Mapped[str] = mapped_column(Text, server_default="", default="")
    # Who is asked to come, as boards.rules.role_names writes roles and groups.
    invited_roles: Mapped[TextList]
    topic_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="SET NULL"))
    sequence: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    cancelled: Mapped[BoolFalse]
    # When those who had not answered were asked again.
    reminded_at: Mapped[Moment | None]
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt]
    documents: Mapped[list["MeetingDocument"]] = relationship(
        back_populates="meeting", order_by="MeetingDocument.position", lazy="raise"
    )


class MeetingDocument(Base):
    """A document of a meeting: its symbol, title and languages, and where the official copy lies."""

    __tablename__ = "meeting_documents"

    id: Mapped[BigKey]
    meeting_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(SmallInteger)
    symbol: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    languages: Mapped[TextList]
    # Our own copy (uploads), or the address of the official one.
    upload_id: Mapped[UUID | None] = mapped_column(Uuid)
    url: Mapped[str] = mapped_column(Text, server_default="", default="")
    meeting: Mapped[Meeting] = relationship(back_populates="documents", lazy="raise")


class MeetingAnswer(Base):
    """Whether somebody comes: yes, no, or from afar."""

    __tablename__ = "meeting_answers"
    __table_args__ = (
        CheckConstraint("answer IN ('yes', 'no', 'remote')", name="answer"),
        Index("ix_meeting_answers_account_id", "account_id"),
    )

    meeting_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    answer: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, server_default="", default="")
    answered_at: Mapped[Moment]


class CalendarKey(Base):
    """The secret in the address of a member's calendar, by its hash; a new one voids the old."""

    __tablename__ = "calendar_keys"
    __table_args__ = (UniqueConstraint("digest"),)

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    digest: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Moment]
