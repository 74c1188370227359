"""Create members and Parties."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from corridor.members import create_members_table

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_members_table(op)
    no: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
    op.create_table(
        "parties",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("iso3", sa.Text(), nullable=False),
        sa.Column("names", JSONB(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("subregion", sa.Text(), nullable=False),
        sa.Column("ldc", sa.Boolean(), **no),
        sa.Column("sids", sa.Boolean(), **no),
        sa.Column("lldc", sa.Boolean(), **no),
        sa.PrimaryKeyConstraint("code", name="pk_parties"),
    )
    op.create_index("ix_parties_region", "parties", ["region"])
    op.create_index("ix_parties_subregion", "parties", ["subregion"])


def downgrade() -> None:
    op.drop_table("parties")
    op.drop_table("members")
