"""What was taken down is set aside, to be told if it is put back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "withdrawn_notices",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice", JSONB(), nullable=False),
        sa.Column("items", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_withdrawn_notices"),
    )
    op.create_index("ix_withdrawn_notices_group_key_number", "withdrawn_notices", ["group_key", "number"])
    op.create_index("ix_notices_group_key", "notices", ["group_key"])


def downgrade() -> None:
    op.drop_index("ix_notices_group_key", "notices")
    op.drop_table("withdrawn_notices")
