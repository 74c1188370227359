"""Tables of the register; an entry that ended stays as history."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolFalse, CreatedAt, Moment, UuidKey
from notify_service.db import Base


class Entry(Base):
    """One person in one capacity, or an organisation; who holds two capacities has two entries."""

    __tablename__ = "register_entries"
    __table_args__ = (
        CheckConstraint("(kind = 'ORG') OR (party <> '')", name="party"),
        CheckConstraint("email = lower(email) AND email LIKE '%@%'", name="email"),
        Index(
            "uq_register_entries_current",
            "kind",
            "party",
            "email",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_register_entries_email", "email"),
        Index("ix_register_entries_order", "party", "kind", "deputy", "name", "id"),
    )

    id: Mapped[UuidKey]
    # One of rules.KINDS.
    kind: Mapped[str]
    # ISO code, EU for the Union; empty for organisations that belong to no Party.
    party: Mapped[str] = mapped_column(server_default="", default="")
    # Mr, Ms, Dr: as the person is written to.
    title: Mapped[str] = mapped_column(server_default="", default="")
    name: Mapped[str]
    position: Mapped[str] = mapped_column(server_default="", default="")
    organisation: Mapped[str] = mapped_column(server_default="", default="")
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(server_default="", default="")
    language: Mapped[str] = mapped_column(server_default="en", default="en")
    deputy: Mapped[BoolFalse]
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt]
    ended_at: Mapped[Moment | None]
    # When the person asked by the link in a mail to be written to no more; the secretariat sees to it.
    declined_at: Mapped[Moment | None]


class Change(Base):
    """What was changed in an entry, by whom: `before` and `after` hold the fields that differ."""

    __tablename__ = "register_changes"
    __table_args__ = (Index("ix_register_changes_entry", "entry_id", "id"),)

    id: Mapped[BigKey]
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("register_entries.id", ondelete="CASCADE"))
    at: Mapped[CreatedAt]
    # Nobody when the person did it by a link.
    by_id: Mapped[UUID | None]
    by_name: Mapped[str] = mapped_column(server_default="", default="")
    # added, changed, ended, declined or rejoined.
    what: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    import_id: Mapped[UUID | None]


class Import(Base):
    """A file that was sent to be taken over: tried first, applied when somebody has seen what it does."""

    __tablename__ = "register_imports"

    id: Mapped[UuidKey]
    name: Mapped[str]
    content: Mapped[str] = mapped_column(deferred=True)
    # Whether who is missing in the file leaves the register.
    complete: Mapped[BoolFalse]
    by_id: Mapped[UUID | None]
    by_name: Mapped[str] = mapped_column(server_default="", default="")
    created_at: Mapped[CreatedAt]
    applied_at: Mapped[Moment | None]
    added: Mapped[int] = mapped_column(server_default="0", default=0)
    changed: Mapped[int] = mapped_column(server_default="0", default=0)
    ended: Mapped[int] = mapped_column(server_default="0", default=0)
