"""Create the models of the ranking and the stored scores."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0004"
down_revision = "0003"

# Measured on the demo world; `fit-ranking` makes a new version from the real one.
FIRST = {"text_mean": 0.041, "text_spread": 0.035, "concepts_mean": 0.44, "concepts_spread": 0.19}


def upgrade() -> None:
    models = op.create_table(
        "match_models",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("constants", JSONB(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("fitted_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_match_models"),
    )
    op.bulk_insert(models, [{"version": 1, "constants": FIRST, "pairs": 0}])
    op.create_table(
        "matches",
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("model_version", sa.Integer(), nullable=False),
        sa.Column("need_revision", sa.Integer(), nullable=False),
        sa.Column("provider_revision", sa.Integer(), nullable=False),
        sa.Column("text_score", sa.Float(), nullable=False),
        sa.Column("concepts_score", sa.Float(), nullable=False),
        sa.Column("parts", JSONB(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("eligible", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("failed_gates", ARRAY(sa.Text()), nullable=False),
        sa.Column("weak_text", sa.Boolean(), nullable=False),
        sa.Column("facts", JSONB(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("need_id", "provider_id", "model_version", name="pk_matches"),
        _to("need_id", "needs.id"),
        _to("provider_id", "providers.id"),
        _to("model_version", "match_models.version"),
    )
    op.create_index("ix_matches_provider_id", "matches", ["provider_id"])


def _to(column: str, target: str) -> sa.ForeignKeyConstraint:
    table = target.split(".", maxsplit=1)[0]
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_matches_{column}_{table}", ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("matches")
    op.drop_table("match_models")
