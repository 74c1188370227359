"""Drafts, and the search documents of posts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("fields", JSONB(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "key", name="pk_drafts"),
        sa.CheckConstraint("length(raw) <= 32000", name=op.f("ck_drafts_length")),
    )
    op.create_table(
        "post_index",
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("document", TSVECTOR(), nullable=False),
        sa.Column("indexer", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name="pk_post_index"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_post_index_post_id_posts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_post_index_document", "post_index", ["document"], postgresql_using="gin")
    # The planner is to know the frequency of some thousand words, not of the usual hundred: whether the
    # newest posts or the index of words is the quicker way to an answer hangs on it.
    op.execute("ALTER TABLE post_index ALTER COLUMN document SET STATISTICS 500")


def downgrade() -> None:
    op.drop_table("post_index")
    op.drop_table("drafts")
