"""Create offers and the questions about them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

STATES = "'open', 'accepted', 'declined', 'withdrawn', 'passed_over'"


def upgrade() -> None:
    _create_offers()
    _create_questions()


def _create_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("cost_share", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        _to("offers", "need_id", "needs.id"),
        _to("offers", "provider_id", "providers.id"),
        _to("offers", "author_id", "members.account_id", ondelete=None),
        sa.CheckConstraint(f"state in ({STATES})", name=op.f("ck_offers_state")),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f("ck_offers_dates")),
    )
    op.create_index("ix_offers_need_id", "offers", ["need_id"])
    op.create_index("ix_offers_provider_id", "offers", ["provider_id"])
    is_open, accepted = sa.text("state = 'open'"), sa.text("state = 'accepted'")
    op.create_index(
        "uq_offers_open", "offers", ["need_id", "provider_id"], unique=True, postgresql_where=is_open
    )
    op.create_index("uq_offers_accepted", "offers", ["need_id"], unique=True, postgresql_where=accepted)


def _create_questions() -> None:
    op.create_table(
        "offer_questions",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offer_questions"),
        _to("offer_questions", "offer_id", "offers.id"),
        _to("offer_questions", "author_id", "members.account_id", ondelete=None),
    )
    op.create_index("ix_offer_questions_offer_id", "offer_questions", ["offer_id"])


def _to(
    source: str, column: str, target: str, *, ondelete: str | None = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = f"fk_{source}_{column}_{target.split('.', maxsplit=1)[0]}"
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("offer_questions")
    op.drop_table("offers")
