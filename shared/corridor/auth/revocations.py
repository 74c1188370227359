"""What no longer holds although its token is in order: ended sessions, changed roles, revoked keys."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, insert, or_
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import Exists

from corridor import clock
from corridor.auth.tokens import Claims
from corridor.messaging.tables import revocations

# Longer than any token lives, so that a row outlasts all that it forbids.
KEEP = timedelta(minutes=15)


def key_session(key_id: str) -> str:
    """The session id of whoever comes with an API key; a revoked key is a revoked session."""
    return f"key:{key_id}"


def revoke(
    session: Session, *, account_id: UUID, not_before: datetime, session_id: str | None = None
) -> None:
    """Void what was issued before `not_before`: to one session when it is named, else to the account."""
    now = clock.now()
    session.execute(delete(revocations).where(revocations.c.expires_at < now))
    session.execute(
        insert(revocations).values(
            sid=session_id,
            account_id=None if session_id else account_id,
            not_before=not_before,
            expires_at=max(now, not_before) + KEEP,
        )
    )


def revoked() -> Exists:
    """A condition for the one query a request makes about its viewer; `revocation_values` are bound to it."""
    rows = revocations.c
    whose = or_(rows.sid == bindparam("sid"), rows.account_id == bindparam("account_id"))
    times = (rows.not_before > bindparam("issued_at"), rows.expires_at > bindparam("now"))
    return exists().where(whose, *times)


def revocation_values(claims: Claims) -> dict[str, object]:
    """What `revoked` needs to know of a token."""
    return {
        "sid": claims.session_id,
        "account_id": claims.account_id,
        "issued_at": claims.issued_at,
        "now": clock.now(),
    }
