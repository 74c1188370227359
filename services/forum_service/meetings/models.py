"""What a meeting is."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BigKey, TextList
from forum_service.db import Base


class Meeting(Base):
    """A meeting of the advisory group."""

    __tablename__ = "meetings"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates"),)

    id: Mapped[BigKey]
    slug: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date] = mapped_column(Date, index=True)
    ends_on: Mapped[date] = mapped_column(Date)
    summary: Mapped[str] = mapped_column(Text)
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
    meeting: Mapped[Meeting] = relationship(back_populates="documents", lazy="raise")
