"""Mails that came in."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

_STATES = "('new', 'held', 'handed', 'moderated', 'posted', 'done', 'refused', 'dropped')"
_KINDS = "kind IN ('at_once', 'digest', 'security', 'answer')"
_WORD: dict[str, Any] = {"server_default": "", "nullable": False}


def upgrade() -> None:
    _create_incoming()
    op.create_table(
        "sender_addresses",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        _moment("confirmed_at"),
        sa.PrimaryKeyConstraint("account_id", "address", name="pk_sender_addresses"),
    )
    op.create_index("ix_sender_addresses_address", "sender_addresses", ["address"])
    op.create_table(
        "mail_answers",
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("address_hash", "kind", "day", name="pk_mail_answers"),
    )
    # Its name depends on what made the table: the first migration gave it none of the house's.
    op.execute("ALTER TABLE mails DROP CONSTRAINT IF EXISTS kind, DROP CONSTRAINT IF EXISTS ck_mails_kind")
    op.create_check_constraint(op.f("ck_mails_kind"), "mails", _KINDS)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), **_WORD) for name in names]


def _create_incoming() -> None:
    op.create_table(
        "incoming",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("way", "message_id", "recipient")),
        *_words("return_path"),
        _moment("received_at"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), server_default="new", nullable=False),
        *_words("reason", "detail"),
        _moment("due_at"),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        _moment("finished_at", nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        *_words("sender", "sender_name", "subject", "nature"),
        sa.Column("answerable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_words("authentication", "own", "cut"),
        sa.Column("files", JSONB(), server_default=sa.text("'[]'"), nullable=False),
        *_words("act"),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("post_number", sa.Integer(), nullable=True),
        *_words("forum_slug"),
        _moment("asked_at", nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        *_words("url"),
        sa.PrimaryKeyConstraint("id", name="pk_incoming"),
        sa.UniqueConstraint("message_id", "recipient", name="uq_incoming_message_id_recipient"),
        sa.CheckConstraint(f"state IN {_STATES}", name="state"),
    )
    fresh, whole = sa.text("state = 'new'"), sa.text("raw IS NOT NULL")
    op.create_index("ix_incoming_due", "incoming", ["due_at"], postgresql_where=fresh)
    op.create_index("ix_incoming_account", "incoming", ["account_id", "received_at"])
    op.create_index("ix_incoming_state", "incoming", ["state", "received_at", "id"])
    op.create_index("ix_incoming_received", "incoming", ["received_at", "id"])
    op.create_index("ix_incoming_raw", "incoming", ["received_at"], postgresql_where=whole)


def downgrade() -> None:
    for table in ("mail_answers", "sender_addresses", "incoming"):
        op.drop_table(table)
    op.execute("DELETE FROM mails WHERE kind = 'answer'")
    op.drop_constraint(op.f("ck_mails_kind"), "mails", type_="check")
    op.create_check_constraint(op.f("ck_mails_kind"), "mails", "kind IN ('at_once', 'digest', 'security')")
