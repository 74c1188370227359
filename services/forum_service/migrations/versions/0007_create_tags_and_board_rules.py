"""Tags, sub-forums, the states of topics, what is read most, and searches kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0007"
down_revision = "0006"

NO: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
EMPTY: dict[str, Any] = {"server_default": sa.text("'{}'"), "nullable": False}
NEWEST = [sa.text("last_posted_at DESC"), sa.text("id DESC")]


def upgrade() -> None:
    op.add_column("boards", sa.Column("parent_id", sa.BigInteger()))
    op.create_foreign_key("fk_boards_parent_id_boards", "boards", "boards", ["parent_id"], ["id"])
    _add_states()
    _create_tags()
    _create_scores()
    _create_saved_searches()


def _add_states() -> None:
    op.add_column("topics", sa.Column("pinned_globally", sa.Boolean(), **NO))
    op.add_column("topics", sa.Column("pinned_until", sa.DateTime(timezone=True)))
    op.add_column("topics", sa.Column("archived", sa.Boolean(), **NO))
    op.add_column("topics", sa.Column("unlisted", sa.Boolean(), **NO))
    op.add_column("topics", sa.Column("tags", ARRAY(sa.Text()), **EMPTY))
    op.create_index("ix_topics_author_latest", "topics", ["author_id", *NEWEST])
    for name, condition in (
        ("pinned_globally", "pinned_globally"),
        ("closed", "closed"),
        ("archived", "archived"),
        ("unlisted", "unlisted"),
        ("unanswered", "posts_count < 2"),
    ):
        op.create_index(f"ix_topics_{name}", "topics", NEWEST, postgresql_where=sa.text(condition))
    until = sa.text("pinned_until IS NOT NULL")
    op.create_index("ix_topics_pinned_until", "topics", ["pinned_until"], postgresql_where=until)
    tagged = sa.text("tags <> '{}'")
    op.create_index("ix_topics_tags", "topics", ["tags"], postgresql_using="gin", postgresql_where=tagged)


def _create_tags() -> None:
    op.create_table(
        "tag_groups",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("staff_only", sa.Boolean(), **NO),
        sa.Column("one_only", sa.Boolean(), **NO),
        sa.PrimaryKeyConstraint("slug", name="pk_tag_groups"),
    )
    op.create_table(
        "tags",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("group_slug", sa.Text()),
        sa.Column("same_as", sa.Text()),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_tags"),
        sa.ForeignKeyConstraint(
            ["group_slug"],
            ["tag_groups.slug"],
            name="fk_tags_group_slug_tag_groups",
            ondelete="SET NULL",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["same_as"], ["tags.slug"], name="fk_tags_same_as_tags", ondelete="CASCADE", onupdate="CASCADE"
        ),
        sa.CheckConstraint("same_as <> slug", name=op.f("ck_tags_synonym")),
    )
    op.create_table(
        "board_tags",
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("topics_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "tag", name="pk_board_tags"),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_board_tags_board_id_boards", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "tag_readers",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "tag", name="pk_tag_readers"),
        sa.ForeignKeyConstraint(
            ["tag"], ["tags.slug"], name="fk_tag_readers_tag_tags", ondelete="CASCADE", onupdate="CASCADE"
        ),
    )
    op.create_index("ix_tag_readers_tag_level", "tag_readers", ["tag", "level"])


def _create_scores() -> None:
    op.create_table(
        "topic_scores",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "topic_id", name="pk_topic_scores"),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name="fk_topic_scores_topic_id_topics", ondelete="CASCADE"
        ),
        sa.CheckConstraint("period IN ('week', 'month', 'year')", name=op.f("ck_topic_scores_period")),
    )
    best: list[str | sa.TextClause] = ["period", sa.text("score DESC"), sa.text("topic_id DESC")]
    op.create_index("ix_topic_scores_best", "topic_scores", best)


def _create_saved_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        # What stands behind the question mark of its page.
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("alert", sa.Boolean(), **NO),
        # The last post it has told of, or that there was when it was kept.
        sa.Column("told_up_to", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        sa.UniqueConstraint("account_id", "query", name="uq_saved_searches_account_id_query"),
    )
    alerting = sa.text("alert")
    op.create_index("ix_saved_searches_due", "saved_searches", ["checked_at"], postgresql_where=alerting)


def downgrade() -> None:
    for table in ("saved_searches", "topic_scores", "tag_readers", "board_tags", "tags", "tag_groups"):
        op.drop_table(table)
    for column in ("tags", "unlisted", "archived", "pinned_until", "pinned_globally"):
        op.drop_column("topics", column)
    op.drop_column("boards", "parent_id")
