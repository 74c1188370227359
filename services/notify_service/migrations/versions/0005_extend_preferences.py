"""Quiet days and caps, choices for a topic, and which dates a digest has told."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("preferences", _number("quiet_days", sa.SmallInteger(), "0"))
    op.add_column("preferences", _number("daily_cap", sa.SmallInteger(), "50"))
    op.add_column("preferences", _number("version", sa.BigInteger(), "0"))
    op.create_check_constraint(
        op.f("ck_preferences_quiet_days"), "preferences", "quiet_days BETWEEN 0 AND 126"
    )
    op.create_check_constraint(
        op.f("ck_preferences_daily_cap"), "preferences", "daily_cap BETWEEN 0 AND 1000"
    )
    op.create_table(
        "topic_choices",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "group_key", name="pk_topic_choices"),
        sa.CheckConstraint("channel IN ('mail', 'digest', 'site', 'none')", name="channel"),
    )
    op.create_table(
        "told_dates",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "key", "starts_at", name="pk_told_dates"),
    )
    op.create_index("ix_told_dates_digest_id", "told_dates", ["digest_id"])


def _number(name: str, kind: sa.types.TypeEngine[int], default: str) -> sa.Column[int]:
    return sa.Column(name, kind, server_default=default, nullable=False)


def downgrade() -> None:
    op.drop_table("told_dates")
    op.drop_table("topic_choices")
    for name in ("daily_cap", "quiet_days"):
        op.drop_constraint(op.f(f"ck_preferences_{name}"), "preferences", type_="check")
    for name in ("version", "daily_cap", "quiet_days"):
        op.drop_column("preferences", name)
