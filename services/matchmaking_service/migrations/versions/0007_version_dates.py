"""What other services were told of dates."""

from alembic import op

from corridor.told_dates import create_told_dates

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    create_told_dates(op)


def downgrade() -> None:
    op.drop_table("told_dates")
