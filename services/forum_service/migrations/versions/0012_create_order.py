"""Flags, held posts, silences, staff notes and the action log."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("SELECT 1")
