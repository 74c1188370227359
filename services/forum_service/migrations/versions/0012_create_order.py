"""Flags, held posts, silences, staff notes and the action log."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0012"
down_revision = "0011"

NEWEST = sa.text("id DESC")


def upgrade() -> None:
    _name_who_writes_and_moderates()
    _create_moderation_acts()
    _create_flags()
    _create_held_posts()
    _create_sanctions()
    _create_member_notes()
    _create_moved_posts()


def _name_who_writes_and_moderates() -> None:
    for name, default in (("reply_roles", "'{member}'"), ("moderate_roles", "'{}'")):
        column: sa.Column[object] = sa.Column(
            name, ARRAY(sa.Text()), server_default=sa.text(default), nullable=False
        )
        op.add_column("boards", column)
    op.add_column("boards", sa.Column("approve_first", sa.SmallInteger(), server_default="0", nullable=False))
    op.create_check_constraint(op.f("ck_boards_approve_first"), "boards", "approve_first BETWEEN 0 AND 1000")


def _create_moderation_acts() -> None:
    op.create_table(
        "moderation_acts",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        _moment("at"),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("board_id", sa.BigInteger()),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("undo", JSONB()),
        sa.Column("undoes", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_moderation_acts"),
        sa.UniqueConstraint("undoes", name="uq_moderation_acts_undoes"),
        sa.ForeignKeyConstraint(
            ["undoes"], ["moderation_acts.id"], name="fk_moderation_acts_undoes_moderation_acts"
        ),
    )
    for column in ("actor_id", "board_id", "subject_id"):
        op.create_index(f"ix_moderation_acts_{column}", "moderation_acts", [column, NEWEST])
    op.execute(
        "CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER moderation_acts_append_only BEFORE UPDATE OR DELETE ON moderation_acts "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()"
    )


def _create_flags() -> None:
    undecided = sa.text("outcome IS NULL")
    op.create_table(
        "flags",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _words("words"),
        _moment("created_at"),
        sa.Column("outcome", sa.Text()),
        sa.Column("decided_by", sa.Uuid()),
        _moment("decided_at", optional=True),
        _words("answer"),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
        _reference("flags", "post_id", "posts"),
        sa.CheckConstraint(
            "reason IN ('off_topic', 'inappropriate', 'attention', 'other')", name=op.f("ck_flags_reason")
        ),
        sa.CheckConstraint("outcome IN ('agreed', 'disagreed', 'noted')", name=op.f("ck_flags_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_flags_decided")),
    )
    op.create_index(
        "uq_flags_open", "flags", ["post_id", "account_id"], unique=True, postgresql_where=undecided
    )
    op.create_index("ix_flags_open", "flags", ["id"], postgresql_where=undecided)


def _create_held_posts() -> None:
    op.create_table(
        "held_posts",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger()),
        sa.Column("title", sa.Text()),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Integer()),
        sa.Column("fields", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _moment("created_at"),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        _moment("decided_at", optional=True),
        _words("answer"),
        sa.Column("post_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_held_posts"),
        _reference("held_posts", "board_id", "boards"),
        _reference("held_posts", "topic_id", "topics"),
        _reference("held_posts", "post_id", "posts", ondelete="SET NULL"),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'refused', 'withdrawn')", name=op.f("ck_held_posts_state")
        ),
        sa.CheckConstraint("(topic_id IS NULL) <> (title IS NULL)", name=op.f("ck_held_posts_place")),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_held_posts_waiting", "held_posts", ["board_id", "id"], postgresql_where=waiting)
    op.create_index("ix_held_posts_account_id", "held_posts", ["account_id", NEWEST])


def _create_sanctions() -> None:
    op.create_table(
        "sanctions",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("board_id", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("imposed_by", sa.Uuid(), nullable=False),
        _moment("imposed_at"),
        _moment("ends_at", optional=True),
        sa.Column("lifted_by", sa.Uuid()),
        _moment("lifted_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="pk_sanctions"),
        _reference("sanctions", "board_id", "boards"),
        sa.CheckConstraint("kind IN ('silence', 'suspension', 'approval')", name=op.f("ck_sanctions_kind")),
        sa.CheckConstraint("ends_at > imposed_at", name=op.f("ck_sanctions_ends_at")),
    )
    standing = sa.text("lifted_at IS NULL")
    op.create_index("ix_sanctions_account_id", "sanctions", ["account_id"], postgresql_where=standing)


def _create_member_notes() -> None:
    op.create_table(
        "member_notes",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_member_notes"),
    )
    op.create_index("ix_member_notes_account_id", "member_notes", ["account_id", "id"])


def _create_moved_posts() -> None:
    op.create_table(
        "moved_posts",
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        _moment("moved_at"),
        sa.PrimaryKeyConstraint("topic_id", "number", name="pk_moved_posts"),
        _reference("moved_posts", "post_id", "posts"),
    )
    op.create_index("ix_moved_posts_post_id", "moved_posts", ["post_id"])


def _moment(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _reference(table: str, column: str, other: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete=ondelete
    )


def downgrade() -> None:
    for table in ("moved_posts", "member_notes", "sanctions", "held_posts", "flags", "moderation_acts"):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_change_of_record()")
    for column in ("approve_first", "moderate_roles", "reply_roles"):
        op.drop_column("boards", column)
