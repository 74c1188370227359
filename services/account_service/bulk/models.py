"""A file of people to invite."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, DateTime, ForeignKey, Integer, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import Json, Moment, TextList, UuidKey


class Batch(Base):
    """One file; nothing is sent before it is confirmed."""

    __tablename__ = "invitation_batches"

    id: Mapped[UuidKey]
    made_by: Mapped[UUID] = mapped_column(Uuid)
    made_by_name: Mapped[str] = mapped_column(Text)
    filename: Mapped[str] = mapped_column(Text, server_default="", default="")
    made_at: Mapped[Moment]
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Line(Base):
    """One person of the file: as typed, as understood, what is wrong, and what became of it."""

    __tablename__ = "invitation_lines"

    batch_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("invitation_batches.id", ondelete="CASCADE"), primary_key=True
    )
    # The line in the file, as a spreadsheet counts: the heading is 1.
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    email: Mapped[str] = mapped_column(Text, server_default="", default="")
    name: Mapped[str] = mapped_column(Text, server_default="", default="")
    language: Mapped[str] = mapped_column(Text, server_default="en", default="en")
    roles: Mapped[TextList]
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    typed: Mapped[Json] = mapped_column(server_default=text("'{}'"), default=dict)
    errors: Mapped[TextList]
    # wrong, double, waiting, invited, granted, held, failed.
    state: Mapped[str] = mapped_column(Text)
