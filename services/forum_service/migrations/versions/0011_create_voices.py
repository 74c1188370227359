"""Thanks, bookmarks, polls, consensus calls, translations, planned posts."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"

EMPTY: dict[str, Any] = {"server_default": "", "nullable": False}
NO: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}


def upgrade() -> None:
    op.add_column("topics", sa.Column("panels", JSONB(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("topics", sa.Column("second_board_id", sa.BigInteger()))
    op.create_foreign_key("fk_topics_second_board_id_boards", "topics", "boards", ["second_board_id"], ["id"])
    op.create_index(
        "ix_topics_second_board_latest",
        "topics",
        ["second_board_id", sa.text("last_posted_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("second_board_id IS NOT NULL AND NOT hidden"),
    )
    op.add_column(
        "posts", sa.Column("translated", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("posts", sa.Column("thanks_count", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "boards",
        sa.Column("authors_call", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    _create_calls()
    _create_voices()
    _create_polls()
    _create_thanks()
    _create_bookmarks()
    _create_translations()
    _create_planned_posts()


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _big(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _account(name: str = "account_id") -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _belongs(table: str, column: str, to: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete=ondelete
    )


def _create_calls() -> None:
    op.create_table(
        "calls",
        _id(),
        _big("topic_id"),
        _account("opened_by"),
        _words("title"),
        _words("raw"),
        _words("html"),
        _words("language"),
        _words("speaks"),
        _moment("created_at"),
        _moment("opens_at"),
        _moment("closes_at"),
        _moment("opened_told_at", nullable=True),
        _moment("remind_at", nullable=True),
        _moment("closed_told_at", nullable=True),
        _moment("withdrawn_at", nullable=True),
        sa.Column("withdrawn_because", sa.Text(), **EMPTY),
        sa.Column("decision", sa.Text()),
        _big("outcome_post_id", nullable=True),
        _moment("outcome_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        _belongs("calls", "topic_id", "topics"),
        _belongs("calls", "outcome_post_id", "posts", "SET NULL"),
        sa.CheckConstraint("speaks IN ('person', 'party', 'organisation')", name=op.f("ck_calls_speaks")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_calls_times")),
        sa.CheckConstraint("length(raw) <= 32000", name=op.f("ck_calls_length")),
        sa.CheckConstraint(
            "decision IN ('adopted', 'adopted_with_concerns', 'not_adopted')", name=op.f("ck_calls_decision")
        ),
    )
    op.create_index("ix_calls_topic_id", "calls", ["topic_id"])
    for name, column, where in (
        ("ix_calls_closes_at", "closes_at", "withdrawn_at IS NULL"),
        ("ix_calls_to_open", "opens_at", "opened_told_at IS NULL"),
        ("ix_calls_to_remind", "remind_at", "remind_at IS NOT NULL"),
        ("ix_calls_to_close", "closes_at", "closed_told_at IS NULL"),
    ):
        op.create_index(name, "calls", [column], postgresql_where=sa.text(where))


def _create_voices() -> None:
    op.create_table(
        "call_voices",
        _id(),
        _big("call_id"),
        _words("key"),
        _words("label"),
        _account(),
        _words("stance"),
        _words("reason"),
        _moment("spoken_at"),
        _moment("replaced_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_call_voices"),
        _belongs("call_voices", "call_id", "calls"),
        sa.CheckConstraint(
            "stance IN ('support', 'concern', 'objection')", name=op.f("ck_call_voices_stance")
        ),
        sa.CheckConstraint("length(reason) <= 4000", name=op.f("ck_call_voices_length")),
        sa.CheckConstraint("stance = 'support' OR reason <> ''", name=op.f("ck_call_voices_reason")),
    )
    op.create_index(
        "uq_call_voices_current",
        "call_voices",
        ["call_id", "key"],
        unique=True,
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_index("ix_call_voices_account_id", "call_voices", ["account_id"])
    op.create_table(
        "call_extensions",
        _id(),
        _big("call_id"),
        _moment("closed_at"),
        _moment("closes_at"),
        _words("reason"),
        _account("extended_by"),
        _moment("extended_at"),
        sa.PrimaryKeyConstraint("id", name="pk_call_extensions"),
        _belongs("call_extensions", "call_id", "calls"),
    )
    op.create_index("ix_call_extensions_call_id", "call_extensions", ["call_id"])


def _create_polls() -> None:
    op.create_table(
        "polls",
        _id(),
        _big("topic_id"),
        _account("opened_by"),
        _words("question"),
        _words("language"),
        sa.Column("multiple", sa.Boolean(), **NO),
        sa.Column("anonymous", sa.Boolean(), **NO),
        _words("results"),
        _moment("created_at"),
        _moment("closes_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_polls"),
        _belongs("polls", "topic_id", "topics"),
        sa.CheckConstraint("results IN ('always', 'voted', 'closed')", name=op.f("ck_polls_results")),
    )
    op.create_index("ix_polls_topic_id", "polls", ["topic_id"])
    op.create_table(
        "poll_options",
        _id(),
        _big("poll_id"),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        _words("label"),
        sa.PrimaryKeyConstraint("id", name="pk_poll_options"),
        _belongs("poll_options", "poll_id", "polls"),
        sa.UniqueConstraint("poll_id", "position", name="uq_poll_options_poll_id_position"),
    )
    op.create_table(
        "poll_votes",
        _big("option_id"),
        _account(),
        _big("poll_id"),
        _moment("cast_at"),
        sa.PrimaryKeyConstraint("option_id", "account_id", name="pk_poll_votes"),
        _belongs("poll_votes", "option_id", "poll_options"),
        _belongs("poll_votes", "poll_id", "polls"),
    )
    op.create_index("ix_poll_votes_poll_id_account_id", "poll_votes", ["poll_id", "account_id"])


def _create_thanks() -> None:
    op.create_table(
        "thanks",
        _big("post_id"),
        _account(),
        _moment("given_at"),
        sa.PrimaryKeyConstraint("post_id", "account_id", name="pk_thanks"),
        _belongs("thanks", "post_id", "posts"),
    )
    op.create_index("ix_thanks_account_id", "thanks", ["account_id"])


def _create_bookmarks() -> None:
    op.create_table(
        "bookmarks",
        _id(),
        _account(),
        _big("topic_id", nullable=True),
        _big("post_id", nullable=True),
        sa.Column("note", sa.Text(), **EMPTY),
        _moment("created_at"),
        _moment("remind_at", nullable=True),
        _moment("reminded_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bookmarks"),
        _belongs("bookmarks", "topic_id", "topics"),
        _belongs("bookmarks", "post_id", "posts"),
        sa.UniqueConstraint("account_id", "topic_id", name="uq_bookmarks_account_id_topic_id"),
        sa.UniqueConstraint("account_id", "post_id", name="uq_bookmarks_account_id_post_id"),
        sa.CheckConstraint("num_nonnulls(topic_id, post_id) = 1", name=op.f("ck_bookmarks_one_thing")),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("ck_bookmarks_length")),
    )
    op.create_index("ix_bookmarks_account_id_id", "bookmarks", ["account_id", sa.text("id DESC")])
    op.create_index(
        "ix_bookmarks_to_remind",
        "bookmarks",
        ["remind_at"],
        postgresql_where=sa.text("reminded_at IS NULL"),
    )


def _create_translations() -> None:
    op.create_table(
        "post_translations",
        _id(),
        _big("post_id"),
        _words("language"),
        _words("raw"),
        _words("html"),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        _account("translated_by"),
        sa.Column("machine", sa.Text(), **EMPTY),
        _moment("translated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_post_translations"),
        _belongs("post_translations", "post_id", "posts"),
        sa.UniqueConstraint("post_id", "language", name="uq_post_translations_post_id_language"),
        sa.CheckConstraint("length(raw) <= 32000", name=op.f("ck_post_translations_length")),
    )


def _create_planned_posts() -> None:
    op.create_table(
        "planned_posts",
        _id(),
        _account(),
        _big("board_id", nullable=True),
        _big("topic_id", nullable=True),
        sa.Column("title", sa.Text(), **EMPTY),
        _words("raw"),
        _words("language"),
        sa.Column("reply_to", sa.Integer()),
        _moment("created_at"),
        _moment("post_at"),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("refusal", sa.Text(), **EMPTY),
        _big("post_id", nullable=True),
        _moment("done_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_planned_posts"),
        _belongs("planned_posts", "board_id", "boards"),
        _belongs("planned_posts", "topic_id", "topics"),
        _belongs("planned_posts", "post_id", "posts", "SET NULL"),
        sa.CheckConstraint(
            "state IN ('waiting', 'posted', 'held', 'refused', 'cancelled')",
            name=op.f("ck_planned_posts_state"),
        ),
        sa.CheckConstraint("num_nonnulls(board_id, topic_id) = 1", name=op.f("ck_planned_posts_one_place")),
        sa.CheckConstraint("length(raw) <= 32000", name=op.f("ck_planned_posts_length")),
    )
    op.create_index("ix_planned_posts_account_id_post_at", "planned_posts", ["account_id", "post_at"])
    op.create_index(
        "ix_planned_posts_due",
        "planned_posts",
        ["post_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
