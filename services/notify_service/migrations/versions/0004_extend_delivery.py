"""How addresses fare."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    _extend_mails()
    _extend_suppressions()
    _create_addresses()
    _create_bounces()
    _create_domain_checks()


def _extend_mails() -> None:
    zero: dict[str, Any] = {"server_default": "0", "nullable": False}
    op.add_column("mails", sa.Column("doubts", sa.SmallInteger(), **zero))
    for column in (_word("skipped"), _word("domain"), _moment("paced_until"), _moment("bounced_at")):
        op.add_column("mails", column)
    op.create_index("ix_mails_skipped", "mails", ["created_at"], postgresql_where=sa.text("skipped <> ''"))


def _extend_suppressions() -> None:
    op.add_column("suppressions", sa.Column("kind", sa.String(), server_default="refused", nullable=False))
    op.create_check_constraint("kind", "suppressions", "kind IN ('refused', 'hard', 'soft', 'complaint')")


def _create_addresses() -> None:
    op.create_table(
        "addresses",
        _text("address_hash"),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        _text("domain"),
        _moment("last_accepted_at"),
        _moment("last_failed_at"),
        _moment("failing_since"),
        _word("last_answer"),
        sa.Column("score", sa.Float(), server_default="0", nullable=False),
        _moment("scored_at"),
        sa.PrimaryKeyConstraint("address_hash", name="pk_addresses"),
    )
    op.create_index("ix_addresses_account_id", "addresses", ["account_id"])
    op.create_index(
        "ix_addresses_failing",
        "addresses",
        ["failing_since"],
        postgresql_where=sa.text("failing_since IS NOT NULL"),
    )


def _create_bounces() -> None:
    op.create_table(
        "bounces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        _text("domain"),
        _text("kind"),
        _word("status"),
        _word("diagnostic"),
        sa.Column("proven", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _moment("happened_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bounces"),
        sa.CheckConstraint("kind IN ('hard', 'soft', 'complaint', 'refused')", name="kind"),
    )
    op.create_index("uq_bounces_mail_kind", "bounces", ["mail_id", "kind"], unique=True)
    op.create_index("ix_bounces_account_id", "bounces", ["account_id"])
    op.create_index("ix_bounces_happened", "bounces", ["happened_at"])


def _create_domain_checks() -> None:
    op.create_table(
        "domain_checks",
        _text("topic"),
        _text("domain"),
        _text("verdict"),
        _text("finding"),
        _word("record"),
        _moment("checked_at", nullable=False),
        sa.PrimaryKeyConstraint("topic", name="pk_domain_checks"),
        sa.CheckConstraint("verdict IN ('good', 'weak', 'missing', 'unknown')", name="verdict"),
    )


def downgrade() -> None:
    for table in ("domain_checks", "bounces", "addresses"):
        op.drop_table(table)
    op.drop_column("suppressions", "kind")
    op.drop_index("ix_mails_skipped", "mails")
    for column in ("doubts", "skipped", "domain", "paced_until", "bounced_at"):
        op.drop_column("mails", column)
