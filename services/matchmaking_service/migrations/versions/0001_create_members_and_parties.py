"""Create members and the 196 Parties."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from corridor.members import create_members_table
from corridor.parties import all_parties

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_members_table(op)
    no: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
    parties = op.create_table(
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
    op.bulk_insert(parties, _rows())
    op.create_index("ix_parties_region", "parties", ["region"])
    op.create_index("ix_parties_subregion", "parties", ["subregion"])


def _rows() -> list[dict[str, Any]]:
    """Reference data: without the Parties nothing else can refer to one."""
    return [
        {
            "code": party.iso2,
            "iso3": party.iso3,
            "names": party.names,
            "region": party.group,
            "subregion": party.subregion,
            "ldc": party.ldc,
            "sids": party.sids,
            "lldc": party.lldc,
        }
        for party in all_parties()
    ]


def downgrade() -> None:
    op.drop_table("parties")
    op.drop_table("members")
