"""Create the counts of uses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Unlogged: cheap to write, and a crash may forget who did what how often.
    op.create_table(
        "use_counts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "since", name="pk_use_counts"),
        prefixes=["UNLOGGED"],
    )


def downgrade() -> None:
    op.drop_table("use_counts")
