"""Jobs with progress, the tokens that feed readers show, and the answers to a post."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("params", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("result_name", sa.Text()),
        sa.Column("result_media_type", sa.Text()),
        sa.Column("result", sa.LargeBinary()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.CheckConstraint("state IN ('queued', 'running', 'finished', 'failed')", name="ck_jobs_state"),
    )
    op.create_index(
        "ix_jobs_active", "jobs", ["id"], postgresql_where=sa.text("state IN ('queued', 'running')")
    )
    op.create_index("ix_jobs_account_id_id", "jobs", ["account_id", sa.text("id DESC")])
    op.create_table(
        "feed_tokens",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_feed_tokens"),
        sa.UniqueConstraint("digest", name="uq_feed_tokens_digest"),
    )
    op.create_index("ix_feed_tokens_account_id", "feed_tokens", ["account_id"])
    op.create_index(
        "ix_posts_answers",
        "posts",
        ["topic_id", "reply_to", "number"],
        postgresql_where=sa.text("reply_to IS NOT NULL AND NOT hidden"),
    )


def downgrade() -> None:
    op.drop_index("ix_posts_answers")
    op.drop_table("feed_tokens")
    op.drop_table("jobs")
