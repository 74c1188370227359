"""Create outbox, inbox, subscriptions, revocations and idempotency keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NOW = sa.func.now()


def upgrade() -> None:
    create_outbox()
    create_inbox()
    create_revocations()
    create_idempotency_keys()
    wake_on_insert("outbox")
    wake_on_insert("inbox")


def create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("position", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.Column("returns", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_outbox"),
        sa.UniqueConstraint("event_id", name="uq_outbox_event_id"),
    )
    unpublished = sa.text("published_at IS NULL")
    op.create_index("ix_outbox_unpublished", "outbox", ["position"], postgresql_where=unpublished)
    op.create_index("ix_outbox_recorded_at", "outbox", ["recorded_at"])


def create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("error", sa.Text()),
        sa.Column("worked_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("event_id", name="pk_inbox"),
        sa.CheckConstraint("state IN ('pending', 'done', 'parked')", name="ck_inbox_state"),
    )
    for state in ("pending", "parked"):
        only = sa.text(f"state = '{state}'")
        op.create_index(f"ix_inbox_{state}", "inbox", ["position"], postgresql_where=only)
    op.create_index("ix_inbox_worked_at", "inbox", ["worked_at"])
    op.create_table(
        "subscriptions",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("type", name="pk_subscriptions"),
    )


def create_revocations() -> None:
    op.create_table(
        "revocations",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("sid", sa.Text()),
        sa.Column("account_id", sa.Uuid()),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revocations"),
    )
    for column in ("sid", "account_id", "expires_at"):
        op.create_index(f"ix_revocations_{column}", "revocations", [column])


def create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("status", sa.SmallInteger()),
        sa.Column("location", sa.Text()),
        sa.PrimaryKeyConstraint("actor", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def wake_on_insert(table: str) -> None:
    """Whoever listens hears of new rows at their commit, however they were inserted."""
    op.execute(
        f"CREATE FUNCTION wake_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN PERFORM pg_notify('{table}', ''); RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER wake_{table} AFTER INSERT ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION wake_{table}()"
    )
