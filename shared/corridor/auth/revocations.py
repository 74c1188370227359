"""What no longer holds although its token is in order: ended sessions, changed roles, revoked keys."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, insert, or_
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import Exists

from corridor import clock
from corridor.auth.tokens import Claims
from corridor.messaging.tables import revocations

# Longer than any token lives, so that a row outlasts all that it forbids.
KEEP = timedelta(minutes=15)
_KEY = "key:"


def key_session(key_id: str) -> str:
    """The session id of whoever comes with an API key."""
    return _KEY + key_id


def revoke(
    session: Session,
    *,
    account_id: UUID,
    not_before: datetime,
    session_id: str | None = None,
    key_id: str | None = None,
) -> None:
    """Void what was issued before `not_before`: to a session or a key when named, else to the account."""
    now = clock.now()
    session.execute(delete(revocations).where(revocations.c.recorded_at < now - KEEP))
    session.execute(
        insert(revocations).values(
            account_id=None if session_id or key_id else account_id,
            session_id=session_id,
            key_id=key_id,
            not_before=not_before,
            recorded_at=now,
        )
    )


def is_revoked(claims: Claims) -> Exists:
    """A condition for the one query a request makes about its viewer."""
    rows = revocations.c
    whose = or_(rows.account_id == claims.account_id, _opened_by(claims.session_id))
    fresh = rows.recorded_at > clock.now() - KEEP
    return exists().where(whose, rows.not_before > claims.issued_at, fresh)


def _opened_by(session_id: str) -> ColumnElement[bool]:
    if session_id.startswith(_KEY):
        return revocations.c.key_id == session_id.removeprefix(_KEY)
    return revocations.c.session_id == session_id
