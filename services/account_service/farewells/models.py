"""A wish to leave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import Moment, UuidKey


class Farewell(Base):
    """Somebody wants to leave; until `due_at` they can undo it."""

    __tablename__ = "farewells"
    __table_args__ = (
        CheckConstraint("kind IN ('anonymise', 'delete')", name="kind"),
        CheckConstraint("posts IN ('keep', 'remove')", name="posts"),
        Index(
            "uq_farewells_open",
            "account_id",
            unique=True,
            postgresql_where=text("undone_at IS NULL AND done_at IS NULL"),
        ),
    )

    id: Mapped[UuidKey]
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    # "anonymise": name, address and organisation go, the account and its sign-in too, the row stays.
    # "delete": all rows of the account go as well, as far as the record of grants lets them.
    kind: Mapped[str] = mapped_column(Text)
    posts: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[Moment]
    due_at: Mapped[Moment]
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
