"""Create providers with their hosts, covered Parties and evidence items."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("provider_revisions")))
    _create_providers()
    _create_hosts()
    _create_coverage()
    _create_evidence()


def _create_providers() -> None:
    op.create_table(
        "providers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("open_to_all", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *(_words(name) for name in ("functions", "assistance", "languages", "targets", "ecosystems")),
        sa.Column("capacity", sa.Integer(), server_default=sa.text("3"), nullable=False),
        sa.Column("load", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("listed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "revision",
            sa.Integer(),
            server_default=sa.text("nextval('provider_revisions')"),
            nullable=False,
        ),
        _now("created_at"),
        _now("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_providers"),
        sa.UniqueConstraint("slug", name="uq_providers_slug"),
        sa.CheckConstraint("kind in ('centre', 'provider')", name=op.f("ck_providers_kind")),
        sa.CheckConstraint("load >= 0", name=op.f("ck_providers_load")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_providers_capacity")),
    )
    op.create_index("ix_providers_revision", "providers", ["revision"])
    op.create_index("ix_providers_kind_name", "providers", ["kind", "name"])


def _create_hosts() -> None:
    op.create_table(
        "provider_hosts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_provider_hosts"),
        _of_provider("provider_hosts"),
        sa.CheckConstraint("role in ('lead', 'partner')", name=op.f("ck_provider_hosts_role")),
    )
    op.create_index("ix_provider_hosts_provider_id", "provider_hosts", ["provider_id"])


def _create_coverage() -> None:
    op.create_table(
        "provider_coverage",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("provider_id", "party_code", name="pk_provider_coverage"),
        _of_provider("provider_coverage"),
        sa.ForeignKeyConstraint(
            ["party_code"], ["parties.code"], name="fk_provider_coverage_party_code_parties"
        ),
    )
    op.create_index("ix_provider_coverage_party_code", "provider_coverage", ["party_code"])


def _create_evidence() -> None:
    op.create_table(
        "evidence_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        _now("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_items"),
        _of_provider("evidence_items"),
        sa.UniqueConstraint("provider_id", "position", name="uq_evidence_items_provider_id_position"),
        sa.CheckConstraint(
            "kind in ('project', 'training', 'publication', 'tool')", name=op.f("ck_evidence_items_kind")
        ),
    )


def _words(name: str) -> "sa.Column[list[str]]":
    return sa.Column(name, ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)


def _now(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def _of_provider(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["provider_id"], ["providers.id"], name=f"fk_{table}_provider_id_providers", ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("evidence_items", "provider_coverage", "provider_hosts", "providers"):
        op.drop_table(table)
    op.execute(sa.schema.DropSequence(sa.Sequence("provider_revisions")))
