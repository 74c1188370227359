"""Versions of drafts and edits."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("SELECT 1")
