"""Files, what refers to them, their texts, and uploads in parts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _create_uploads()
    _create_references()
    _create_texts()
    _create_parts()
    op.create_table(
        "upload_remains",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_upload_remains"),
    )


def _create_uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("thumbs", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("text_state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loose_since", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sa.CheckConstraint("state IN ('checking', 'ready', 'refused')", name=op.f("ck_uploads_state")),
        sa.CheckConstraint(
            "text_state IN ('none', 'waiting', 'done', 'failed')", name=op.f("ck_uploads_text_state")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name=op.f("ck_uploads_name")),
    )
    op.create_index("ix_uploads_owner_id_id", "uploads", ["owner_id", sa.text("id DESC")])
    op.create_index("ix_uploads_sha256", "uploads", ["sha256"])
    op.create_index("ix_uploads_size", "uploads", [sa.text("size DESC"), "id"])
    for name, column, where in (
        ("ix_uploads_checking", "id", "state = 'checking'"),
        ("ix_uploads_waiting", "id", "text_state = 'waiting'"),
        ("ix_uploads_loose", "loose_since", "loose_since IS NOT NULL"),
    ):
        op.create_index(name, "uploads", [column], postgresql_where=sa.text(where))


def _create_references() -> None:
    op.create_table(
        "upload_refs",
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", "kind", "ref_id", name="pk_upload_refs"),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name="fk_upload_refs_upload_id_uploads", ondelete="CASCADE"
        ),
        sa.CheckConstraint("kind IN ('post', 'meeting', 'message')", name=op.f("ck_upload_refs_kind")),
    )
    op.create_index("ix_upload_refs_kind_ref_id", "upload_refs", ["kind", "ref_id"])


def _create_texts() -> None:
    op.create_table(
        "upload_texts",
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("pages", JSONB(), nullable=False),
        sa.Column("cut", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("document", TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", name="pk_upload_texts"),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name="fk_upload_texts_upload_id_uploads", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_upload_texts_document", "upload_texts", ["document"], postgresql_using="gin")


def _create_parts() -> None:
    op.create_table(
        "upload_parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_upload_parts"),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name="fk_upload_parts_upload_id_uploads", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_upload_parts_expires_at", "upload_parts", ["expires_at"])
    op.create_index("ix_upload_parts_owner_id", "upload_parts", ["owner_id"])


def downgrade() -> None:
    for table in ("upload_remains", "upload_parts", "upload_texts", "upload_refs", "uploads"):
        op.drop_table(table)
