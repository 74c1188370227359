"""Versions and wiki posts, reasons of edits, and titles found by what they resemble."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    # Grows with each change of the text, also one without a trace: no editor overwrites another.
    op.add_column("posts", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("posts", sa.Column("wiki", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("post_revisions", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    # Those of an older renderer are made anew, some at a time.
    op.create_index("ix_posts_renderer", "posts", ["renderer"])
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_index(
        "ix_topics_title",
        "topics",
        ["title"],
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )


def downgrade() -> None:
    op.drop_index("ix_topics_title", "topics")
    op.drop_index("ix_posts_renderer", "posts")
    op.drop_column("post_revisions", "reason")
    op.drop_column("posts", "wiki")
    op.drop_column("posts", "version")
