"""An account: a person this house knows."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.accounts import folding
from account_service.db import Base
from corridor.members import MemberMixin


class Account(MemberMixin, Base):
    """The truth that the other services copy; `version` counts every change they must hear of."""

    __tablename__ = "accounts"
    # In place of the copy's: here handles and addresses are unique.
    __table_args__ = (
        Index("uq_accounts_handle_key", "handle_key", unique=True),
        Index("uq_accounts_email_key", "email_key", unique=True),
        Index("ix_accounts_roles", "roles", postgresql_using="gin"),
        Index("ix_accounts_directory", "sort_name", "account_id"),
        Index(
            "ix_accounts_search_text",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        *(
            Index(
                f"ix_accounts_{name}",
                name,
                postgresql_using="gin",
                postgresql_ops={name: "gin_trgm_ops"},
            )
            for name in ("expertise_key", "organisation_key")
        ),
    )

    # What somebody knows about, in their own words; the other services do not need it.
    expertise: Mapped[str] = mapped_column(Text, server_default="", default="")

    # Folded forms (accounts/folding.py): what is unique, what is searched, what sorts.
    handle_key: Mapped[str] = mapped_column(Text, default=lambda r: folding.handle_key(_given(r, "handle")))
    email_key: Mapped[str] = mapped_column(Text, default=lambda r: folding.email_key(_given(r, "email")))
    sort_name: Mapped[str] = mapped_column(Text, server_default="", default="")
    search_text: Mapped[str] = mapped_column(Text, server_default="", default="")
    expertise_key: Mapped[str] = mapped_column(Text, server_default="", default="")
    organisation_key: Mapped[str] = mapped_column(Text, server_default="", default="")
    # NULL: signs in by mailed code or through the upstream provider only.
    password_hash: Mapped[str | None] = mapped_column(Text)
    password_changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


def _given(row: Any, column: str) -> str:
    """A value of the row being inserted, from which another column follows."""
    return str(row.get_current_parameters()[column])
