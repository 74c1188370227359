"""What no longer holds although its token is in order: ended sessions, changed roles, revoked keys."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, column, delete, exists, insert, or_, table
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import Exists

from corridor import clock
from corridor.auth.tokens import Claims

# Longer than any token lives, so that a row outlasts all that it forbids.
KEEP = timedelta(minutes=15)

# The table belongs to the library's own migrations.
_rows = table(
    "revocations",
    column("sid", Text),
    column("account_id", Uuid),
    column("not_before", DateTime(timezone=True)),
    column("expires_at", DateTime(timezone=True)),
)


def key_session(key_id: str) -> str:
    """The name under which an API key is revoked, as if it were a session."""
    return f"key:{key_id}"


def revoke(
    session: Session, *, account_id: UUID, session_id: str | None = None, not_before: datetime
) -> None:
    """Void what was issued before `not_before`: to one session when it is named, else to the account."""
    now = clock.now()
    session.execute(delete(_rows).where(_rows.c.expires_at < now))
    session.execute(
        insert(_rows).values(
            sid=session_id,
            account_id=None if session_id else account_id,
            not_before=not_before,
            expires_at=max(now, not_before) + KEEP,
        )
    )


def is_revoked(claims: Claims) -> Exists:
    """A condition for the one query a request makes about its viewer."""
    whose = or_(_rows.c.sid == claims.session_id, _rows.c.account_id == claims.account_id)
    return exists().where(whose, _rows.c.not_before > claims.issued_at, _rows.c.expires_at > clock.now())
