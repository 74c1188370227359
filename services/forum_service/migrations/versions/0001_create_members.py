"""The local copy of accounts."""

from alembic import op

from corridor.members import create_members_table

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_members_table(op)


def downgrade() -> None:
    op.drop_table("members")
