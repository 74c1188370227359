"""Reading positions and tracking levels."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "topic_readers",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.Column("last_read", sa.Integer(), server_default="0", nullable=False),
        sa.Column("level", sa.SmallInteger()),
        sa.Column("unread", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "topic_id", name="pk_topic_readers"),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name="fk_topic_readers_topic_id_topics", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_topic_readers_topic_id_level", "topic_readers", ["topic_id", "level"])
    op.create_index(
        "ix_topic_readers_unread", "topic_readers", ["account_id"], postgresql_where=sa.text("unread")
    )
    _create_board_levels()


def _create_board_levels() -> None:
    op.create_table(
        "board_readers",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "board_id", name="pk_board_readers"),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_board_readers_board_id_boards", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_board_readers_board_id_level", "board_readers", ["board_id", "level"])
    op.create_table(
        "reader_marks",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("new_since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_reader_marks"),
    )


def downgrade() -> None:
    op.drop_table("reader_marks")
    op.drop_table("board_readers")
    op.drop_table("topic_readers")
