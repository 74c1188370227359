"""What a group is, who keeps it, and who asks to join."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import BoolFalse, CreatedAt, Moment, UuidKey


class Group(Base):
    """A group. Membership is a grant of the role `group:<slug>`; the other services know a copy."""

    __tablename__ = "groups"
    __table_args__ = (CheckConstraint("admission IN ('request', 'invitation')", name="admission"),)

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default="", default="")
    # "request": any member may ask to join. "invitation": the owners choose.
    admission: Mapped[str] = mapped_column(Text)
    # Whether members outside of it may write to it.
    writable: Mapped[BoolFalse]
    # How long a membership lasts that is given without an end; NULL: until it is taken back.
    term_months: Mapped[int | None] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class GroupOwner(Base):
    """Somebody who decides about a group: its members, its requests, its words. Need not be in it."""

    __tablename__ = "group_owners"
    __table_args__ = (Index("ix_group_owners_account_id", "account_id"),)

    slug: Mapped[str] = mapped_column(Text, ForeignKey("groups.slug"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"), primary_key=True)
    since: Mapped[CreatedAt]


class GroupRequest(Base):
    """A member asks to join, and what the owners answered."""

    __tablename__ = "group_requests"
    __table_args__ = (
        Index(
            "uq_group_requests_open",
            "slug",
            "account_id",
            unique=True,
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[UuidKey]
    slug: Mapped[str] = mapped_column(Text, ForeignKey("groups.slug"))
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    words: Mapped[str] = mapped_column(Text, server_default="", default="")
    asked_at: Mapped[Moment]
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, server_default="", default="")
