"""Create needs and their history."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0003"
down_revision = "0002"

STATES = (
    "'draft', 'submitted', 'returned', 'endorsed', 'declined', "
    "'published', 'matched', 'in_delivery', 'closed', 'withdrawn'"
)


def upgrade() -> None:
    _create_needs()
    _create_steps()


def _create_needs() -> None:
    op.create_table(
        "needs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("party_code", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        *(_words(name) for name in ("targets", "assistance", "ecosystems")),
        sa.Column("level", sa.Text(), server_default="national", nullable=False),
        sa.Column("wanted_from", sa.Date()),
        sa.Column("wanted_until", sa.Date()),
        _words("languages"),
        sa.Column("other_requests", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _now("created_at"),
        _now("updated_at"),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("matched_for", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_needs"),
        sa.UniqueConstraint("number", name="uq_needs_number"),
        sa.ForeignKeyConstraint(["party_code"], ["parties.code"], name="fk_needs_party_code_parties"),
        sa.ForeignKeyConstraint(["author_id"], ["members.account_id"], name="fk_needs_author_id_members"),
        sa.CheckConstraint(f"state in ({STATES})", name=op.f("ck_needs_state")),
        sa.CheckConstraint(
            "wanted_until is null or wanted_until >= wanted_from", name=op.f("ck_needs_wanted")
        ),
    )
    op.create_index("ix_needs_party_code", "needs", ["party_code"])
    op.create_index("ix_needs_author_id", "needs", ["author_id"])
    op.create_index("ix_needs_state_published_at", "needs", ["state", "published_at"])


def _create_steps() -> None:
    op.create_table(
        "need_steps",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=False),
        sa.Column("state_after", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        _now("happened_at"),
        sa.PrimaryKeyConstraint("id", name="pk_need_steps"),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name="fk_need_steps_need_id_needs", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["members.account_id"], name="fk_need_steps_actor_id_members"),
    )
    op.create_index("ix_need_steps_need_id", "need_steps", ["need_id"])


def _words(name: str) -> "sa.Column[list[str]]":
    return sa.Column(name, ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)


def _now(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def downgrade() -> None:
    op.drop_table("need_steps")
    op.drop_table("needs")
