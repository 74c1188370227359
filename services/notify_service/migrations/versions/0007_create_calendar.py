"""Dates, calendar subscriptions and webhooks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_dates()
    _create_calendar_keys()
    _create_webhooks()
    _create_deliveries()


def _create_dates() -> None:
    op.create_table(
        "dates",
        sa.Column("key", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "title", "url")),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT),
        sa.Column("whole_days", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("roles", ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("accounts", ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sequence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_dates"),
    )
    op.create_index("ix_dates_starts_at", "dates", ["starts_at"])


def _create_calendar_keys() -> None:
    op.create_table(
        "calendar_keys",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_keys"),
        sa.UniqueConstraint("digest", name="uq_calendar_keys_digest"),
    )
    op.create_index("ix_calendar_keys_account_id", "calendar_keys", ["account_id"])


def _create_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("events", ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("stopped_because", sa.Text(), server_default="", nullable=False),
        sa.Column("gone_since", _MOMENT),
        sa.Column("free_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
    )


def _create_deliveries() -> None:
    name = "webhook_deliveries"
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("webhook_id", sa.BigInteger(), nullable=False),
        *(sa.Column(word, sa.Text(), nullable=False) for word in ("event_type", "event", "body")),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.SmallInteger()),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhooks.id"],
            name="fk_webhook_deliveries_webhook_id_webhooks",
            ondelete="CASCADE",
        ),
    )
    waiting = sa.text("due_at IS NOT NULL")
    due = "ix_webhook_deliveries_webhook_id_due_at"
    op.create_index(due, name, ["webhook_id", "due_at"], postgresql_where=waiting)
    op.create_index("ix_webhook_deliveries_webhook_id", name, ["webhook_id", sa.text("id DESC")])


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
    op.drop_table("calendar_keys")
    op.drop_table("dates")
