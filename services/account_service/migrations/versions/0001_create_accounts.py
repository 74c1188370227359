"""Create accounts, sessions, challenges, roles, invitations, keys, the upstream links and the record."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0001"
down_revision = None

WORD: dict[str, Any] = {"server_default": "", "nullable": False}
LIST: dict[str, Any] = {"server_default": sa.text("'{}'"), "nullable": False}
NOUGHT: dict[str, Any] = {"server_default": sa.text("0"), "nullable": False}
ACCOUNT = "accounts.account_id"


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    create_accounts()
    create_sessions()
    create_challenges()
    create_roles()
    create_invitations()
    create_api_keys()
    create_upstream()
    create_audit()
    create_try_counts()


def create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("handle_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), **WORD),
        sa.Column("search_text", sa.Text(), **WORD),
        sa.Column("email", sa.Text(), **WORD),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), **WORD),
        sa.Column("country", sa.Text(), **WORD),
        sa.Column("languages", ARRAY(sa.Text()), **LIST),
        sa.Column("ui_language", sa.Text(), server_default="en", nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("roles", ARRAY(sa.Text()), **LIST),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), **NOUGHT),
        sa.Column("unread_count", sa.Integer(), **NOUGHT),
        sa.Column("unread_sequence", sa.BigInteger(), **NOUGHT),
        sa.Column("password_hash", sa.Text()),
        moment("password_changed_at", optional=True),
        moment("joined_at", default=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_accounts"),
    )
    op.create_index("uq_accounts_handle_key", "accounts", ["handle_key"], unique=True)
    op.create_index("uq_accounts_email_key", "accounts", ["email_key"], unique=True)
    op.create_index("ix_accounts_roles", "accounts", ["roles"], postgresql_using="gin")
    op.create_index("ix_accounts_directory", "accounts", ["sort_name", "account_id"])
    op.create_index(
        "ix_accounts_search_text",
        "accounts",
        ["search_text"],
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )


def create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        owner("sessions"),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("keep", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        moment("signed_in_at"),
        moment("last_seen_at"),
        moment("expires_at"),
        sa.Column("user_agent", sa.Text(), **WORD),
        sa.Column("ip", sa.Text(), **WORD),
        moment("created_at", default=True),
        moment("ended_at", optional=True),
        sa.Column("ended_because", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    living = sa.text("ended_at IS NULL")
    op.create_index("ix_sessions_living", "sessions", ["account_id", "last_seen_at"], postgresql_where=living)
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    session = sa.ForeignKey("sessions.id", name="fk_session_ids_session_id_sessions", ondelete="CASCADE")
    op.create_table(
        "session_ids",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), session, nullable=False),
        moment("issued_at"),
        moment("superseded_at", optional=True),
        sa.PrimaryKeyConstraint("hash", name="pk_session_ids"),
    )
    op.create_index("ix_session_ids_session_id", "session_ids", ["session_id"])


def create_challenges() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid()),
        sa.Column("browser_hash", sa.Text()),
        sa.Column("code_hash", sa.Text()),
        sa.Column("token_hash", sa.Text()),
        sa.Column("tries", sa.Integer(), **NOUGHT),
        sa.Column("data", JSONB(), **LIST),
        moment("created_at", default=True),
        moment("code_expires_at"),
        moment("expires_at"),
        moment("confirmed_at", optional=True),
        moment("used_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
    )
    op.create_index("uq_challenges_token_hash", "challenges", ["token_hash"], unique=True)
    op.create_index("ix_challenges_email_key", "challenges", ["email_key"])
    op.create_index("ix_challenges_expires_at", "challenges", ["expires_at"])


def create_roles() -> None:
    op.create_table(
        "role_grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        owner("role_grants"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text()),
        moment("granted_at"),
        sa.Column("granted_by", sa.Uuid()),
        sa.Column("granted_by_name", sa.Text(), nullable=False),
        moment("withdrawn_at", optional=True),
        sa.Column("withdrawn_by", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_role_grants"),
    )
    op.create_index(
        "uq_role_grants_living",
        "role_grants",
        ["account_id", "role", sa.text("coalesce(scope, '')")],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "centres",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), **NOUGHT),
        sa.PrimaryKeyConstraint("slug", name="pk_centres"),
    )


def create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), **WORD),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("roles", ARRAY(sa.Text()), **LIST),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.Uuid()),
        sa.Column("invited_by_name", sa.Text(), nullable=False),
        moment("created_at", default=True),
        moment("expires_at"),
        moment("accepted_at", optional=True),
        sa.Column("accepted_by", sa.Uuid()),
        moment("revoked_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
    )
    op.create_index("uq_invitations_token_hash", "invitations", ["token_hash"], unique=True)
    op.create_index("ix_invitations_created_at", "invitations", ["created_at", "id"])


def create_api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), nullable=False),
        owner("api_keys"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("scopes", ARRAY(sa.Text()), **LIST),
        moment("created_at", default=True),
        moment("expires_at"),
        moment("last_used_at", optional=True),
        moment("revoked_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
    op.create_index("uq_api_keys_digest", "api_keys", ["digest"], unique=True)
    op.create_index("ix_api_keys_account_id", "api_keys", ["account_id", "created_at"])


def create_upstream() -> None:
    op.create_table(
        "upstream_identities",
        sa.Column("id", sa.Uuid(), nullable=False),
        owner("upstream_identities"),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        moment("linked_at", default=True),
        sa.PrimaryKeyConstraint("id", name="pk_upstream_identities"),
    )
    same = "uq_upstream_identities_issuer_subject"
    op.create_index(same, "upstream_identities", ["issuer", "subject"], unique=True)
    op.create_index("ix_upstream_identities_account_id", "upstream_identities", ["account_id"])
    op.create_table(
        "upstream_visits",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("return_to", sa.Text(), nullable=False),
        moment("expires_at"),
        moment("returned_at", optional=True),
        sa.Column("person", JSONB()),
        sa.PrimaryKeyConstraint("state_hash", name="pk_upstream_visits"),
    )
    op.create_index("ix_upstream_visits_expires_at", "upstream_visits", ["expires_at"])


def create_audit() -> None:
    op.create_table(
        "audit_rows",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        moment("at"),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("subject_name", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("ip", sa.Text(), nullable=False),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_rows"),
    )
    op.create_index("ix_audit_rows_subject_id", "audit_rows", ["subject_id", "id"])
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_rows_append_only BEFORE UPDATE OR DELETE ON audit_rows "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )


def create_try_counts() -> None:
    op.create_table(
        "try_counts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("window", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "window", name="pk_try_counts"),
        prefixes=["UNLOGGED"],
    )


def owner(table: str) -> sa.Column[Any]:
    """The account a row belongs to."""
    reference = sa.ForeignKey(ACCOUNT, name=f"fk_{table}_account_id_accounts")
    return sa.Column("account_id", sa.Uuid(), reference, nullable=False)


def moment(name: str, *, default: bool = False, optional: bool = False) -> sa.Column[Any]:
    """A point in time."""
    now = sa.func.now() if default else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=optional)
