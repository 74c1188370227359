"""Create members and notes."""

import sqlalchemy as sa
from alembic import op

from corridor.members import create_members_table

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_members_table(op)
    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.CheckConstraint("title <> 'forbidden'", name="ck_notes_title"),
    )
