"""Files, their texts and their uploads in parts."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("SELECT 1")
