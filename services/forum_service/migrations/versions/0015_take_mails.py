"""Mails to be posted, and what was told of dates."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from corridor.told_dates import create_told_dates

revision = "0015"
down_revision = "0014"

_MOMENT = sa.DateTime(timezone=True)
_NO, _ZERO = sa.text("false"), sa.text("0")
_WORD: dict[str, Any] = {"server_default": "", "nullable": False}


def upgrade() -> None:
    _create_orders()
    op.add_column("posts", sa.Column("by_mail", sa.Boolean(), server_default=_NO, nullable=False))
    mode_version = sa.Column("mode_version", sa.BigInteger(), server_default=_ZERO, nullable=False)
    op.add_column("board_readers", mode_version)
    create_told_dates(op)


def _create_orders() -> None:
    op.create_table(
        "mail_orders",
        sa.Column("incoming_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.BigInteger()),
        sa.Column("post_number", sa.Integer()),
        sa.Column("forum_slug", sa.Text(), **_WORD),
        sa.Column("title", sa.Text(), **_WORD),
        sa.Column("raw", sa.Text(), **_WORD),
        sa.Column("language", sa.Text(), **_WORD),
        sa.Column("files", JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("code", sa.Text(), **_WORD),
        sa.Column("reason", sa.Text(), **_WORD),
        sa.Column("url", sa.Text(), **_WORD),
        sa.Column("attempts", sa.SmallInteger(), server_default=_ZERO, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("done_at", _MOMENT),
        sa.PrimaryKeyConstraint("incoming_id", name="pk_mail_orders"),
        sa.CheckConstraint(
            "state IN ('waiting', 'posted', 'done', 'held', 'refused')", name=op.f("ck_mail_orders_state")
        ),
    )
    op.create_index("ix_mail_orders_account_id", "mail_orders", ["account_id"])
    op.create_index(
        "ix_mail_orders_due", "mail_orders", ["due_at"], postgresql_where=sa.text("state = 'waiting'")
    )


def downgrade() -> None:
    op.drop_table("told_dates")
    op.drop_column("board_readers", "mode_version")
    op.drop_column("posts", "by_mail")
    op.drop_table("mail_orders")
