"""Groups, terms of membership, invitations by the list, farewells, and one's own data."""

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0002"
down_revision = "0001"

WORD: dict[str, Any] = {"server_default": "", "nullable": False}
NO: dict[str, Any] = {"server_default": sa.text("false"), "nullable": False}
YES: dict[str, Any] = {"server_default": sa.text("true"), "nullable": False}
NOUGHT: dict[str, Any] = {"server_default": sa.text("0"), "nullable": False}
LIST: dict[str, Any] = {"server_default": sa.text("'{}'"), "nullable": False}
ACCOUNT = "accounts.account_id"
LIVING = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    _extend_accounts()
    _extend_grants()
    _create_groups()
    _create_requests()
    _create_batches()
    _create_farewells()
    _create_data_requests()


def _extend_accounts() -> None:
    """What somebody knows about, as written and as searched."""
    op.add_column("accounts", sa.Column("expertise", sa.Text(), **WORD))
    op.add_column("accounts", sa.Column("expertise_key", sa.Text(), **WORD))
    op.add_column("accounts", sa.Column("organisation_key", sa.Text(), **WORD))
    for name in ("expertise_key", "organisation_key"):
        op.create_index(
            f"ix_accounts_{name}",
            "accounts",
            [name],
            postgresql_using="gin",
            postgresql_ops={name: "gin_trgm_ops"},
        )
    _fold_organisations()


def _fold_organisations() -> None:
    """As accounts/folding.py writes it from now on: no capitals, no accents."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT account_id, organisation FROM accounts WHERE organisation <> ''")
    )
    for account_id, organisation in rows.all():
        parts = unicodedata.normalize("NFKD", organisation.casefold())
        folded = " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())
        change = sa.text("UPDATE accounts SET organisation_key = :folded WHERE account_id = :id")
        connection.execute(change, {"folded": folded, "id": account_id})


def _extend_grants() -> None:
    """The term of a role: its first and last day, who stands in for whom, whether the end was announced."""
    op.add_column("role_grants", sa.Column("starts_on", sa.Date()))
    op.add_column("role_grants", sa.Column("ends_on", sa.Date()))
    op.add_column("role_grants", sa.Column("begun", sa.Boolean(), **YES))
    op.add_column("role_grants", sa.Column("alternate_for", sa.Uuid()))
    op.add_column("role_grants", moment("reminded_at", optional=True))
    op.create_index("ix_role_grants_ends_on", "role_grants", ["ends_on"], postgresql_where=LIVING)
    op.create_index("ix_role_grants_role_scope", "role_grants", ["role", "scope"], postgresql_where=LIVING)


def _create_groups() -> None:
    op.create_table(
        "groups",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), **WORD),
        sa.Column("admission", sa.Text(), nullable=False),
        sa.Column("writable", sa.Boolean(), **NO),
        sa.Column("term_months", sa.SmallInteger()),
        sa.Column("version", sa.BigInteger(), **NOUGHT),
        moment("created_at", default=True),
        moment("closed_at", optional=True),
        sa.PrimaryKeyConstraint("slug", name="pk_groups"),
        sa.CheckConstraint("admission IN ('request', 'invitation')", name=op.f("ck_groups_admission")),
    )
    op.create_table(
        "group_owners",
        group("group_owners"),
        owner("group_owners"),
        moment("since", default=True),
        sa.PrimaryKeyConstraint("slug", "account_id", name="pk_group_owners"),
    )
    op.create_index("ix_group_owners_account_id", "group_owners", ["account_id"])


def _create_requests() -> None:
    op.create_table(
        "group_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        group("group_requests"),
        owner("group_requests"),
        sa.Column("words", sa.Text(), **WORD),
        moment("asked_at"),
        moment("decided_at", optional=True),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("accepted", sa.Boolean()),
        sa.Column("answer", sa.Text(), **WORD),
        sa.PrimaryKeyConstraint("id", name="pk_group_requests"),
    )
    op.create_index(
        "uq_group_requests_open",
        "group_requests",
        ["slug", "account_id"],
        unique=True,
        postgresql_where=sa.text("decided_at IS NULL"),
    )


def _create_batches() -> None:
    """Invitations by the list: a batch of a file, its lines, and what became of each."""
    op.create_table(
        "invitation_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), **WORD),
        moment("made_at"),
        moment("confirmed_at", optional=True),
        moment("done_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation_batches"),
    )
    reference = sa.ForeignKey(
        "invitation_batches.id", name="fk_invitation_lines_batch_id_invitation_batches", ondelete="CASCADE"
    )
    op.create_table(
        "invitation_lines",
        sa.Column("batch_id", sa.Uuid(), reference, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), **WORD),
        sa.Column("name", sa.Text(), **WORD),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("roles", ARRAY(sa.Text()), **LIST),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("typed", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("errors", ARRAY(sa.Text()), **LIST),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_invitation_lines"),
    )
    op.add_column("invitations", sa.Column("starts_on", sa.Date()))
    op.add_column("invitations", sa.Column("ends_on", sa.Date()))


def _create_farewells() -> None:
    op.create_table(
        "farewells",
        sa.Column("id", sa.Uuid(), nullable=False),
        owner("farewells"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("posts", sa.Text(), nullable=False),
        moment("asked_at"),
        moment("due_at"),
        moment("undone_at", optional=True),
        moment("done_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="pk_farewells"),
        sa.CheckConstraint("kind IN ('anonymise', 'delete')", name=op.f("ck_farewells_kind")),
        sa.CheckConstraint("posts IN ('keep', 'remove')", name=op.f("ck_farewells_posts")),
    )
    op.create_index(
        "uq_farewells_open",
        "farewells",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL AND done_at IS NULL"),
    )


def _create_data_requests() -> None:
    op.create_table(
        "data_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        owner("data_requests"),
        moment("asked_at"),
        moment("expires_at"),
        sa.Column("answered", ARRAY(sa.Text()), **LIST),
        sa.PrimaryKeyConstraint("id", name="pk_data_requests"),
    )
    op.create_index("ix_data_requests_account_id", "data_requests", ["account_id", "asked_at"])
    reference = sa.ForeignKey(
        "data_requests.id", name="fk_data_parts_request_id_data_requests", ondelete="CASCADE"
    )
    op.create_table(
        "data_parts",
        sa.Column("request_id", sa.Uuid(), reference, nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("records", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "service", "name", "chunk", name="pk_data_parts"),
    )


def group(table: str) -> sa.Column[Any]:
    """The group a row belongs to."""
    reference = sa.ForeignKey("groups.slug", name=f"fk_{table}_slug_groups")
    return sa.Column("slug", sa.Text(), reference, nullable=False)


def owner(table: str) -> sa.Column[Any]:
    """The account a row belongs to."""
    reference = sa.ForeignKey(ACCOUNT, name=f"fk_{table}_account_id_accounts")
    return sa.Column("account_id", sa.Uuid(), reference, nullable=False)


def moment(name: str, *, default: bool = False, optional: bool = False) -> sa.Column[Any]:
    """A point in time."""
    now = sa.func.now() if default else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=optional)
