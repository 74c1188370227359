"""Posts, what they were before an edit, and whom they name."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        sa.Column("reply_to", sa.Integer()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("edits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("topic_id", "number", name="uq_posts_topic_id_number"),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name="fk_posts_topic_id_topics", ondelete="CASCADE"
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_posts_number")),
        sa.CheckConstraint("length(raw) <= 32000", name=op.f("ck_posts_length")),
    )
    op.create_index("ix_posts_author_id_id", "posts", ["author_id", sa.text("id DESC")])
    _create_revisions()
    _create_mentions()


def _create_revisions() -> None:
    op.create_table(
        "post_revisions",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.Uuid(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_post_revisions"),
        sa.UniqueConstraint("post_id", "number", name="uq_post_revisions_post_id_number"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_post_revisions_post_id_posts", ondelete="CASCADE"
        ),
    )


def _create_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", "account_id", name="pk_mentions"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_mentions_post_id_posts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_mentions_account_id_post_id", "mentions", ["account_id", sa.text("post_id DESC")])


def downgrade() -> None:
    op.drop_table("mentions")
    op.drop_table("post_revisions")
    op.drop_table("posts")
