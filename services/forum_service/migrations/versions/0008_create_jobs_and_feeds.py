"""Jobs with progress, feed tokens and visits."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("SELECT 1")
