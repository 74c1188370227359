"""Create cases with participants, milestones, notes and evaluations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_cases()
    _create_participants()
    _create_milestones()
    _create_notes()
    _create_evaluations()


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="agreed", nullable=False),
        sa.Column("topic_url", sa.Text(), server_default="", nullable=False),
        _now("opened_at"),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.UniqueConstraint("need_id", name="uq_cases_need_id"),
        sa.UniqueConstraint("offer_id", name="uq_cases_offer_id"),
        _to("cases", "need_id", "needs.id"),
        _to("cases", "offer_id", "offers.id"),
        _to("cases", "provider_id", "providers.id"),
        sa.CheckConstraint(
            "state in ('agreed', 'in_delivery', 'delivered', 'closed')", name=op.f("ck_cases_state")
        ),
    )
    op.create_index("ix_cases_provider_id", "cases", ["provider_id"])


def _create_participants() -> None:
    op.create_table(
        "case_participants",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "account_id", name="pk_case_participants"),
        _to("case_participants", "case_id", "cases.id"),
        _to("case_participants", "account_id", "members.account_id", ondelete=None),
        sa.CheckConstraint("side in ('party', 'centre')", name=op.f("ck_case_participants_side")),
    )
    op.create_index("ix_case_participants_account_id", "case_participants", ["account_id"])


def _create_milestones() -> None:
    op.create_table(
        "case_milestones",
        _key(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_case_milestones"),
        _to("case_milestones", "case_id", "cases.id"),
        sa.CheckConstraint(
            "state in ('planned', 'at_risk', 'reached')", name=op.f("ck_case_milestones_state")
        ),
    )
    op.create_index("ix_case_milestones_case_id", "case_milestones", ["case_id"])


def _create_notes() -> None:
    op.create_table(
        "case_notes",
        _key(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _now("written_at"),
        sa.PrimaryKeyConstraint("id", name="pk_case_notes"),
        _to("case_notes", "case_id", "cases.id"),
        _to("case_notes", "author_id", "members.account_id", ondelete=None),
    )
    op.create_index("ix_case_notes_case_id", "case_notes", ["case_id"])


def _create_evaluations() -> None:
    op.create_table(
        "case_evaluations",
        _key(),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _now("written_at"),
        sa.PrimaryKeyConstraint("id", name="pk_case_evaluations"),
        sa.UniqueConstraint("case_id", "side", name="uq_case_evaluations_case_id_side"),
        _to("case_evaluations", "case_id", "cases.id"),
        _to("case_evaluations", "author_id", "members.account_id", ondelete=None),
        sa.CheckConstraint("side in ('party', 'centre')", name=op.f("ck_case_evaluations_side")),
        sa.CheckConstraint("rating between 1 and 5", name=op.f("ck_case_evaluations_rating")),
    )


def _key() -> "sa.Column[int]":
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _now(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def _to(
    source: str, column: str, target: str, *, ondelete: str | None = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = f"fk_{source}_{column}_{target.split('.', maxsplit=1)[0]}"
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def downgrade() -> None:
    tables = ("case_evaluations", "case_notes", "case_milestones", "case_participants", "cases")
    for table in tables:
        op.drop_table(table)
