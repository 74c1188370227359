"""Official notifications and the register of focal points."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0006"
down_revision = "0005"

_WORD: dict[str, Any] = {"server_default": "", "nullable": False}
_NO: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
_TABLES = (
    "bulletin_steps",
    "bulletin_reminders",
    "bulletin_recipients",
    "bulletin_files",
    "bulletin_texts",
    "bulletins",
    "register_imports",
    "register_changes",
    "register_entries",
)


def upgrade() -> None:
    _create_register()
    _create_imports()
    _create_bulletins()
    _create_recipients()
    _extend_mails()


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), **_WORD) for name in names]


def _needed(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _moments(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True)) for name in names]


def _now(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def _of_bulletin(**options: Any) -> sa.Column[Any]:
    return sa.Column(
        "bulletin_id", sa.Uuid(), sa.ForeignKey("bulletins.id", ondelete="CASCADE"), nullable=False, **options
    )


def _create_register() -> None:
    op.create_table(
        "register_entries",
        sa.Column("id", sa.Uuid(), primary_key=True),
        *_needed("kind", "name", "email"),
        *_words("party", "title", "position", "organisation", "phone"),
        sa.Column("language", sa.String(), server_default="en", nullable=False),
        sa.Column("deputy", sa.Boolean(), **_NO),
        _now("created_at"),
        _now("changed_at"),
        *_moments("ended_at", "declined_at"),
        sa.CheckConstraint("(kind = 'ORG') OR (party <> '')", name="party"),
        sa.CheckConstraint("email = lower(email) AND email LIKE '%@%'", name="email"),
    )
    op.create_index(
        "uq_register_entries_current",
        "register_entries",
        ["kind", "party", "email"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_register_entries_email", "register_entries", ["email"])
    order = ["party", "kind", "deputy", "name", "id"]
    op.create_index("ix_register_entries_order", "register_entries", order)
    op.create_table(
        "register_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column(
            "entry_id", sa.Uuid(), sa.ForeignKey("register_entries.id", ondelete="CASCADE"), nullable=False
        ),
        _now("at"),
        sa.Column("by_id", sa.Uuid()),
        *_words("by_name"),
        *_needed("what"),
        sa.Column("before", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("after", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("import_id", sa.Uuid()),
    )
    op.create_index("ix_register_changes_entry", "register_changes", ["entry_id", "id"])


def _create_imports() -> None:
    op.create_table(
        "register_imports",
        sa.Column("id", sa.Uuid(), primary_key=True),
        *_needed("name", "content"),
        sa.Column("complete", sa.Boolean(), **_NO),
        sa.Column("by_id", sa.Uuid()),
        *_words("by_name"),
        _now("created_at"),
        *_moments("applied_at"),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("added", "changed", "ended")
        ),
    )


def _create_bulletins() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.String()),
        *_words("symbol", "action_url", "withdrawn_because"),
        sa.Column("state", sa.String(), server_default="draft", nullable=False),
        sa.Column("language", sa.String(), server_default="en", nullable=False),
        sa.Column("addressees", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("action_by", sa.Date()),
        sa.Column("remind_days", ARRAY(sa.SmallInteger()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _now("created_at"),
        sa.Column("edited_by", sa.Uuid(), nullable=False),
        sa.Column("submitted_by", sa.Uuid()),
        sa.Column("approved_by", sa.Uuid()),
        *_moments("published_at", "sent_at", "withdrawn_at"),
        sa.CheckConstraint("state IN ('draft', 'submitted', 'approved', 'sent')", name="state"),
        sa.CheckConstraint("approved_by <> submitted_by AND approved_by <> edited_by", name="second_person"),
        sa.CheckConstraint("(published_at IS NULL) = (number IS NULL)", name="number"),
    )
    op.create_index("uq_bulletins_number", "bulletins", ["number"], unique=True)
    op.create_index("ix_bulletins_published", "bulletins", ["published_at", "id"])
    published, unsent = sa.text("published_at IS NOT NULL"), sa.text("state = 'approved'")
    op.create_index("ix_bulletins_deadline", "bulletins", ["action_by"], postgresql_where=published)
    op.create_index("ix_bulletins_unsent", "bulletins", ["id"], postgresql_where=unsent)
    op.create_table(
        "bulletin_texts",
        _of_bulletin(primary_key=True),
        sa.Column("language", sa.String(), primary_key=True),
        *_needed("subject", "body", "html"),
        *_words("action"),
        sa.Column("pdf", sa.LargeBinary()),
    )
    op.create_table(
        "bulletin_files",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of_bulletin(),
        *_needed("name", "media_type"),
        sa.Column("size", sa.Integer(), nullable=False),
        *_words("language"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_bulletin_files_bulletin_id", "bulletin_files", ["bulletin_id"])


def _create_recipients() -> None:
    op.create_table(
        "bulletin_recipients",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of_bulletin(),
        *_needed("email", "name", "language"),
        *_words("title", "party", "organisation", "acted_note", "acted_by_name"),
        sa.Column("capacities", JSONB(), nullable=False),
        sa.Column("mail_id", sa.Uuid()),
        *_moments("opened_at", "acted_at"),
    )
    unique = {"uq_bulletin_recipients_email": ["bulletin_id", "email"]}
    plain = {
        "ix_bulletin_recipients_order": ["bulletin_id", "party", "name", "id"],
        "ix_bulletin_recipients_mail_id": ["mail_id"],
        "ix_bulletin_recipients_person": ["email"],
    }
    for name, columns in {**unique, **plain}.items():
        op.create_index(name, "bulletin_recipients", columns, unique=name in unique)
    op.create_table(
        "bulletin_reminders",
        sa.Column(
            "recipient_id",
            sa.Uuid(),
            sa.ForeignKey("bulletin_recipients.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("days", sa.SmallInteger(), primary_key=True, autoincrement=False),
        _now("at"),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
    )
    op.create_table(
        "bulletin_steps",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        _of_bulletin(),
        _now("at"),
        sa.Column("by_id", sa.Uuid()),
        *_words("by_name", "note"),
        *_needed("what"),
    )
    op.create_index("ix_bulletin_steps_bulletin_id", "bulletin_steps", ["bulletin_id", "id"])


def _extend_mails() -> None:
    # Its name depends on what made the table: the first migration gave it none of the house's.
    op.execute("ALTER TABLE mails DROP CONSTRAINT IF EXISTS kind, DROP CONSTRAINT IF EXISTS ck_mails_kind")
    kinds = "kind IN ('at_once', 'digest', 'security', 'bulletin', 'answer')"
    op.create_check_constraint(op.f("ck_mails_kind"), "mails", kinds)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
