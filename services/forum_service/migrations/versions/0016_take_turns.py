"""Webhooks take turns: when each may be called next."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column(
        "webhooks",
        sa.Column("free_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_index(
        "ix_webhook_deliveries_webhook_id_due_at",
        "webhook_deliveries",
        ["webhook_id", "due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_index("ix_webhook_deliveries_due", "webhook_deliveries")


def downgrade() -> None:
    op.create_index(
        "ix_webhook_deliveries_due",
        "webhook_deliveries",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_index("ix_webhook_deliveries_webhook_id_due_at", "webhook_deliveries")
    op.drop_column("webhooks", "free_at")
