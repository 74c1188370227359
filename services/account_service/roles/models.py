"""Who was given which role by whom, and the centres a role can be for."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import BoolTrue, Moment, UuidKey


class RoleGrant(Base):
    """A role of an account; withdrawn ones stay as history."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index(
            "uq_role_grants_living",
            "account_id",
            "role",
            text("coalesce(scope, '')"),
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_role_grants_ends_on", "ends_on", postgresql_where=text("withdrawn_at IS NULL")),
        Index("ix_role_grants_role_scope", "role", "scope", postgresql_where=text("withdrawn_at IS NULL")),
    )

    id: Mapped[UuidKey]
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    role: Mapped[str] = mapped_column(Text)
    # A Party's code, or the slug of a centre or a group, where the role is for one.
    scope: Mapped[str | None] = mapped_column(Text)
    granted_at: Mapped[Moment]
    granted_by: Mapped[UUID | None] = mapped_column(Uuid)
    granted_by_name: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    withdrawn_by: Mapped[UUID | None] = mapped_column(Uuid)
    # The term: its first and its last day; without them it began when granted, and lasts.
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    # Whether the first day has come, so that the account holds the role.
    begun: Mapped[BoolTrue]
    # The account for whom this one stands in.
    alternate_for: Mapped[UUID | None] = mapped_column(Uuid)
    # When the coming end was told.
    reminded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Centre(Base):
    """A provider as matchmaking_service tells of it."""

    __tablename__ = "centres"

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    active: Mapped[BoolTrue]
    # The sequence of the newest event this row shows.
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)
