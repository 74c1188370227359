"""Tables of the official notifications."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BigKey, CreatedAt, Json, Moment, UuidKey
from notify_service.db import Base


class Bulletin(Base):
    """One official notification, from the draft to what became of it.

    From its approval on its words, files and recipients do not change; whoever reads it under its number
    years later reads what was sent.
    """

    __tablename__ = "bulletins"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'submitted', 'approved', 'sent')", name="state"),
        CheckConstraint("approved_by <> submitted_by AND approved_by <> edited_by", name="second_person"),
        CheckConstraint("(published_at IS NULL) = (number IS NULL)", name="number"),
        Index("uq_bulletins_number", "number", unique=True),
        Index("ix_bulletins_published", "published_at", "id"),
        Index("ix_bulletins_deadline", "action_by", postgresql_where=text("published_at IS NOT NULL")),
        Index("ix_bulletins_unsent", "id", postgresql_where=text("state = 'approved'")),
    )

    id: Mapped[UuidKey]
    # "2026-014": given when it is approved, so that no number is missing in the archive.
    number: Mapped[str | None]
    # The reference of the file it belongs to, as the secretariat writes it.
    symbol: Mapped[str] = mapped_column(server_default="", default="")
    state: Mapped[str] = mapped_column(server_default="draft", default="draft")
    # The language that counts where the others differ.
    language: Mapped[str] = mapped_column(server_default="en", default="en")
    # kinds, parties, groups, organisations (lists) and deputies (yes or no): addressing.Addressees.
    addressees: Mapped[Json] = mapped_column(server_default=text("'{}'"), default=dict)
    action_by: Mapped[date | None]
    # Where to do it, when it is done on a page.
    action_url: Mapped[str] = mapped_column(server_default="", default="")
    # So many days before the date those are reminded who have not acted.
    remind_days: Mapped[list[int]] = mapped_column(
        ARRAY(SmallInteger), server_default=text("'{}'"), default=list
    )
    # Grows with each change of the draft: who edits an older one is told.
    version: Mapped[int] = mapped_column(server_default="1", default=1)
    created_at: Mapped[CreatedAt]
    edited_by: Mapped[UUID]
    submitted_by: Mapped[UUID | None]
    approved_by: Mapped[UUID | None]
    published_at: Mapped[Moment | None]
    # When the last mail was handed to the mailer.
    sent_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_because: Mapped[str] = mapped_column(server_default="", default="")

    texts: Mapped[list["Text"]] = relationship(order_by="Text.language", cascade="all, delete-orphan")
    files: Mapped[list["File"]] = relationship(order_by="File.id", cascade="all, delete-orphan")


class Text(Base):
    """The notification in one language; `html` was made and cleaned when it was written."""

    __tablename__ = "bulletin_texts"

    bulletin_id: Mapped[UUID] = mapped_column(
        ForeignKey("bulletins.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    # What is asked of the addressees, in one sentence.
    action: Mapped[str] = mapped_column(server_default="", default="")
    body: Mapped[str]
    html: Mapped[str]
    # Made by the worker when it is published; none while it waits, or where no PDF can be made.
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class File(Base):
    """A file that goes with it, in the language it is in (empty: for all)."""

    __tablename__ = "bulletin_files"
    __table_args__ = (Index("ix_bulletin_files_bulletin_id", "bulletin_id"),)

    id: Mapped[UuidKey]
    bulletin_id: Mapped[UUID] = mapped_column(ForeignKey("bulletins.id", ondelete="CASCADE"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    language: Mapped[str] = mapped_column(server_default="", default="")
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Recipient(Base):
    """Somebody to whom it went, as the register had them on that day: one row an address."""

    __tablename__ = "bulletin_recipients"
    __table_args__ = (
        Index("uq_bulletin_recipients_email", "bulletin_id", "email", unique=True),
        Index("ix_bulletin_recipients_order", "bulletin_id", "party", "name", "id"),
        Index("ix_bulletin_recipients_mail_id", "mail_id"),
        Index("ix_bulletin_recipients_person", "email"),
    )

    id: Mapped[UuidKey]
    bulletin_id: Mapped[UUID] = mapped_column(ForeignKey("bulletins.id", ondelete="CASCADE"))
    email: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="", default="")
    name: Mapped[str]
    language: Mapped[str]
    party: Mapped[str] = mapped_column(server_default="", default="")
    organisation: Mapped[str] = mapped_column(server_default="", default="")
    # In which capacities: entry_id, kind, party, deputy.
    capacities: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    mail_id: Mapped[UUID | None]
    # When the link in the mail was followed, not at once and not by a mail scanner.
    opened_at: Mapped[Moment | None]
    acted_at: Mapped[Moment | None]
    # What they wrote, or what the secretariat noted for them.
    acted_note: Mapped[str] = mapped_column(server_default="", default="")
    # Who noted it when it was not they themselves.
    acted_by_name: Mapped[str] = mapped_column(server_default="", default="")


class Reminder(Base):
    """That a recipient was reminded so many days before the date (or by hand: the days that were left)."""

    __tablename__ = "bulletin_reminders"

    recipient_id: Mapped[UUID] = mapped_column(
        ForeignKey("bulletin_recipients.id", ondelete="CASCADE"), primary_key=True
    )
    days: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    at: Mapped[CreatedAt]
    mail_id: Mapped[UUID]


class Step(Base):
    """What was done with it at the desk, from drafted to withdrawn."""

    __tablename__ = "bulletin_steps"
    __table_args__ = (Index("ix_bulletin_steps_bulletin_id", "bulletin_id", "id"),)

    id: Mapped[BigKey]
    bulletin_id: Mapped[UUID] = mapped_column(ForeignKey("bulletins.id", ondelete="CASCADE"))
    at: Mapped[CreatedAt]
    by_id: Mapped[UUID | None]
    by_name: Mapped[str] = mapped_column(server_default="", default="")
    what: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="", default="")
