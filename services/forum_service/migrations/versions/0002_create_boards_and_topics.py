"""Forums and their topics."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0002"
down_revision = "0001"

ZERO: dict[str, Any] = {"server_default": "0", "nullable": False}
NO: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
EMPTY: dict[str, Any] = {"server_default": sa.text("'{}'"), "nullable": False}
SEEN = sa.text("NOT hidden")


def upgrade() -> None:
    op.create_table(
        "boards",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("read_roles", ARRAY(sa.Text()), **EMPTY),
        sa.Column("create_roles", ARRAY(sa.Text()), **EMPTY),
        sa.Column("default_level", sa.SmallInteger(), server_default="4", nullable=False),
        sa.Column("topics_count", sa.Integer(), **ZERO),
        sa.Column("posts_count", sa.Integer(), **ZERO),
        sa.Column("last_posted_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_boards"),
        sa.UniqueConstraint("slug", name="uq_boards_slug"),
        sa.CheckConstraint("kind IN ('forum', 'cases')", name=op.f("ck_boards_kind")),
    )
    _open_boards()
    op.create_table(
        "topics",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_poster_id", sa.Uuid(), nullable=False),
        sa.Column("highest_post_number", sa.Integer(), **ZERO),
        sa.Column("posts_count", sa.Integer(), **ZERO),
        sa.Column("readers_count", sa.Integer(), **ZERO),
        sa.Column("participant_ids", ARRAY(sa.Uuid()), **EMPTY),
        sa.Column("pinned", sa.Boolean(), **NO),
        sa.Column("closed", sa.Boolean(), **NO),
        sa.Column("hidden", sa.Boolean(), **NO),
        sa.Column("audience", ARRAY(sa.Uuid())),
        sa.Column("case_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("case_id", name="uq_topics_case_id"),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name="fk_topics_board_id_boards"),
        sa.CheckConstraint(
            "posts_count >= 0 AND posts_count <= highest_post_number", name=op.f("ck_topics_counts")
        ),
    )
    _index_topics()


def _open_boards() -> None:
    """The four forums of the advisory group are part of the house, as is the board of the cases."""
    columns = ("slug", "name", "description", "colour", "position", "kind", "read_roles", "create_roles")
    table = sa.table(
        "boards",
        *(sa.column(name) for name in columns[:6]),
        *(sa.column(name, ARRAY(sa.Text())) for name in columns[6:]),
    )
    everybody = ["member"]
    group = ["iag_member", "secretariat", "moderator"]
    rows = [
        (
            "iag",
            "Forum for TSC-IAG Members",
            (
                "The working room of the Informal Advisory Group: drafts, advice to the Executive Secretary, "
                "and the preparation of its meetings."
            ),
            "green",
            1,
            "forum",
            group,
            group,
        ),
        (
            "capacity-building",
            "Forum on Capacity-Building and Development",
            "Needs assessments, training that lasts, and the indicators of Target 20.",
            "amber",
            2,
            "forum",
            everybody,
            everybody,
        ),
        (
            "cooperation",
            "Forum on Technical and Scientific Cooperation",
            "The support centres, joint research, technology transfer, and what came of them.",
            "blue",
            3,
            "forum",
            everybody,
            everybody,
        ),
        (
            "knowledge",
            "Forum on Knowledge Management",
            "Data, monitoring, taxonomy, traditional knowledge, and the compendium of knowledge sources.",
            "plum",
            4,
            "forum",
            everybody,
            everybody,
        ),
        (
            "cases",
            "Cases",
            "The private discussions of cooperation cases.",
            "grey",
            5,
            "cases",
            [],
            [],
        ),
    ]
    op.bulk_insert(table, [dict(zip(columns, row, strict=True)) for row in rows])


def _index_topics() -> None:
    newest = [sa.text("last_posted_at DESC"), sa.text("id DESC")]
    in_board: list[Any] = ["board_id", sa.text("pinned DESC"), *newest]
    created = [sa.text("created_at DESC"), sa.text("id DESC")]
    op.create_index("ix_topics_latest", "topics", newest, postgresql_where=SEEN)
    op.create_index("ix_topics_board_latest", "topics", in_board, postgresql_where=SEEN)
    op.create_index("ix_topics_created", "topics", created, postgresql_where=SEEN)
    op.create_index(
        "ix_topics_audience",
        "topics",
        ["audience"],
        postgresql_using="gin",
        postgresql_where=sa.text("audience IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("topics")
    op.drop_table("boards")
