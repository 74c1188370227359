"""Keys that programs ask members for, and the sites that sign people in through us."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("client_id", sa.Text()))
    op.create_index(
        "uq_api_keys_client_id",
        "api_keys",
        ["account_id", "client_id"],
        unique=True,
        postgresql_where=sa.text("client_id IS NOT NULL AND revoked_at IS NULL"),
    )
    op.create_table(
        "connect_partners",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_connect_partners"),
    )
