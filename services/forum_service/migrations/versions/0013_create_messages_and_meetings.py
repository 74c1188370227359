"""Private messages and the whole of a meeting."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0013"
down_revision = "0012"

WORD: dict[str, Any] = {"server_default": "", "nullable": False}
EMPTY: dict[str, Any] = {"server_default": sa.text("'{}'"), "nullable": False}
NO: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
ZERO: dict[str, Any] = {"server_default": sa.text("0"), "nullable": False}
NOW: dict[str, Any] = {"server_default": sa.func.now(), "nullable": False}


def upgrade() -> None:
    _open_board()
    _create_groups()
    _create_message_people()
    _extend_meetings()
    _create_answers()
    _create_calendar_keys()


def _open_board() -> None:
    """The board whose topics are messages: each names its own readers."""
    op.execute("ALTER TABLE boards DROP CONSTRAINT IF EXISTS ck_boards_kind")
    op.create_check_constraint(op.f("ck_boards_kind"), "boards", "kind IN ('forum', 'cases', 'messages')")
    op.execute(
        "INSERT INTO boards (slug, name, description, colour, position, kind, default_level)"
        " VALUES ('messages', 'Messages', 'Private messages between members.', 'grey', 6, 'messages', 3)"
    )


def _create_groups() -> None:
    op.create_table(
        "groups",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), **WORD),
        sa.Column("writable", sa.Boolean(), **NO),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), **ZERO),
        sa.PrimaryKeyConstraint("slug", name="pk_groups"),
    )


def _create_message_people() -> None:
    op.create_table(
        "message_people",
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("group_slug", sa.Text()),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("topic_id", "account_id", name="pk_message_people"),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name="fk_message_people_topic_id_topics", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_message_people_account_id", "message_people", ["account_id", "topic_id"])


def _extend_meetings() -> None:
    for column in (
        sa.Column("agenda", sa.Text(), **WORD),
        sa.Column("agenda_html", sa.Text(), **WORD),
        sa.Column("report", sa.Text(), **WORD),
        sa.Column("report_html", sa.Text(), **WORD),
        sa.Column("starts_time", sa.Time()),
        sa.Column("ends_time", sa.Time()),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("online_url", sa.Text(), **WORD),
        sa.Column("invited_roles", ARRAY(sa.Text()), **EMPTY),
        sa.Column("topic_id", sa.BigInteger()),
        sa.Column("sequence", sa.Integer(), **ZERO),
        sa.Column("cancelled", sa.Boolean(), **NO),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), **NOW),
        sa.Column("changed_at", sa.DateTime(timezone=True), **NOW),
    ):
        op.add_column("meetings", column)
    op.create_foreign_key(
        "fk_meetings_topic_id_topics", "meetings", "topics", ["topic_id"], ["id"], ondelete="SET NULL"
    )
    op.create_check_constraint(
        op.f("ck_meetings_times"), "meetings", "(starts_time IS NULL) = (ends_time IS NULL)"
    )
    op.add_column("meeting_documents", sa.Column("upload_id", sa.Uuid()))
    op.add_column("meeting_documents", sa.Column("url", sa.Text(), **WORD))


def _create_answers() -> None:
    op.create_table(
        "meeting_answers",
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), **WORD),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "account_id", name="pk_meeting_answers"),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name="fk_meeting_answers_meeting_id_meetings",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("answer IN ('yes', 'no', 'remote')", name=op.f("ck_meeting_answers_answer")),
    )
    op.create_index("ix_meeting_answers_account_id", "meeting_answers", ["account_id"])


def _create_calendar_keys() -> None:
    op.create_table(
        "calendar_keys",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_calendar_keys"),
        sa.UniqueConstraint("digest", name="uq_calendar_keys_digest"),
    )


def downgrade() -> None:
    op.drop_table("calendar_keys")
    op.drop_table("meeting_answers")
    op.drop_table("message_people")
    op.drop_table("groups")
