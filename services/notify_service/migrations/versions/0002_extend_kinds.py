"""Posts in the language of who is told of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    column = sa.Column("translations", JSONB(), server_default=sa.text("'{}'"), nullable=False)
    op.add_column("notices", column)


def downgrade() -> None:
    op.drop_column("notices", "translations")
