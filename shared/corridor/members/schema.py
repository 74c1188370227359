"""The members table for migrations; frozen with migration 0001 of each service."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY


def create_members_table(op: Any) -> None:
    """Create `members` as the first migration of a service needs it."""
    text_list: dict[str, Any] = {"server_default": sa.text("'{}'"), "nullable": False}
    word: dict[str, Any] = {"server_default": "", "nullable": False}
    op.create_table(
        "members",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), **word),
        sa.Column("organisation", sa.Text(), **word),
        sa.Column("country", sa.Text(), **word),
        sa.Column("languages", ARRAY(sa.Text()), **text_list),
        sa.Column("ui_language", sa.Text(), server_default="en", nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("roles", ARRAY(sa.Text()), **text_list),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("unread_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("unread_sequence", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_members"),
    )
    op.create_index("ix_members_handle", "members", [sa.text("lower(handle)")])
    op.create_index("ix_members_roles", "members", ["roles"], postgresql_using="gin")
