"""Create the inbox, the preferences and the mails."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from corridor.members import create_members_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_members_table(op)
    _create_inbox()
    _create_preferences()
    _create_mails()


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _create_inbox() -> None:
    op.create_table(
        "notices",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _NOTICE_WORDS),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("words", JSONB(), nullable=False),
        _moment("happened_at"),
        sa.PrimaryKeyConstraint("event_id", name="pk_notices"),
    )
    op.create_index("ix_notices_happened_at", "notices", ["happened_at"])
    op.create_table(
        "items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("kind", "reason", "channel", "group_key")
        ),
        sa.Column("position", sa.Integer(), nullable=True),
        _moment("happened_at"),
        _moment("read_at", nullable=True),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("digest_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("account_id", "event_id", name="uq_items_account_id_event_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["notices.event_id"], name="fk_items_event_id_notices", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_items_event_id", "items", ["event_id"])
    op.create_index("ix_items_mail_id", "items", ["mail_id"])
    op.create_index("ix_items_digest_id", "items", ["digest_id"])
    op.create_index("ix_items_account_group", "items", ["account_id", "group_key", "happened_at"])
    op.create_index("ix_items_unread", "items", ["account_id"], postgresql_where=sa.text("read_at IS NULL"))
    op.create_index(
        "ix_items_for_digest",
        "items",
        ["account_id"],
        postgresql_where=sa.text("channel = 'digest' AND digest_id IS NULL AND read_at IS NULL"),
    )
    op.create_table(
        "counters",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_counters"),
    )
    op.create_table(
        "readings",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "group_key", name="pk_readings"),
    )


_NOTICE_WORDS = (
    "what",
    "group_key",
    "title",
    "url",
    "excerpt",
    "html",
    "language",
    "actor_name",
    "actor_organisation",
    "forum_slug",
    "forum_name",
)


def _create_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("rhythm", sa.String(), server_default="daily", nullable=False),
        sa.Column("digest_hour", sa.SmallInteger(), server_default="7", nullable=False),
        sa.Column("digest_weekday", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("quiet_start", sa.SmallInteger(), nullable=True),
        sa.Column("quiet_end", sa.SmallInteger(), nullable=True),
        _moment("next_due_at", nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_preferences"),
        sa.CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),
        sa.CheckConstraint("digest_weekday BETWEEN 0 AND 6", name="digest_weekday"),
        sa.CheckConstraint("rhythm IN ('daily', 'weekly', 'never')", name="rhythm"),
    )
    op.create_index(
        "ix_preferences_due",
        "preferences",
        ["next_due_at"],
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
    )
    op.create_table(
        "choices",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), server_default="", nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "kind", "forum", name="pk_choices"),
        sa.CheckConstraint("channel IN ('mail', 'digest', 'site', 'none')", name="channel"),
    )
    op.create_table(
        "forums",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_forums"),
    )


def _create_mails() -> None:
    word: dict[str, Any] = {"server_default": "", "nullable": False}
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), server_default="queued", nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(), **word),
        sa.Column("group_key", sa.String(), **word),
        sa.Column("digest_day", sa.Date(), nullable=True),
        sa.Column("words", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        _moment("due_at"),
        _moment("expires_at", nullable=True),
        sa.Column("subject", sa.String(), **word),
        sa.Column("message_id", sa.String(), **word),
        sa.Column("mime", sa.LargeBinary(), nullable=True),
        sa.Column("worker", sa.Uuid(), nullable=True),
        _moment("lease_until", nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        _moment("first_tried_at", nullable=True),
        _moment("finished_at", nullable=True),
        sa.Column("answer", sa.String(), **word),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'in_doubt', 'sent', 'failed', 'suppressed')", name="state"
        ),
        sa.CheckConstraint("kind IN ('at_once', 'digest', 'security')", name="kind"),
    )
    op.create_index(
        "uq_mails_open_group",
        "mails",
        ["account_id", "group_key"],
        unique=True,
        postgresql_where=sa.text("kind = 'at_once' AND state = 'queued' AND mime IS NULL"),
    )
    op.create_index(
        "uq_mails_digest_day",
        "mails",
        ["account_id", "digest_day"],
        unique=True,
        postgresql_where=sa.text("kind = 'digest'"),
    )
    op.create_index("ix_mails_due", "mails", ["due_at"], postgresql_where=sa.text("state = 'queued'"))
    op.create_index(
        "ix_mails_lease",
        "mails",
        ["lease_until"],
        postgresql_where=sa.text("state IN ('claimed', 'in_doubt')"),
    )
    op.create_index("ix_mails_thread", "mails", ["account_id", "group_key", "created_at"])
    op.create_index("ix_mails_created", "mails", ["created_at"])
    op.create_table(
        "suppressions",
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name="pk_suppressions"),
    )


def downgrade() -> None:
    tables = ("suppressions", "mails", "forums", "choices", "preferences", "readings", "counters", "items")
    for table in (*tables, "notices", "members"):
        op.drop_table(table)
