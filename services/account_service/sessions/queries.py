"""The sessions of an account."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.sessions.models import BrowserLogin
from corridor.errors import NotFound


class SessionNotFound(NotFound):
    """The account has no such session."""

    code = "session_not_found"


def list_sessions(session: Session, account_id: UUID, *, now: datetime) -> Sequence[BrowserLogin]:
    """The living sessions, the latest first."""
    living = (BrowserLogin.ended_at.is_(None), BrowserLogin.expires_at > now)
    query = select(BrowserLogin).where(BrowserLogin.account_id == account_id, *living)
    return session.scalars(query.order_by(BrowserLogin.last_seen_at.desc()).limit(100)).all()


def find_session(session: Session, login_id: UUID | str) -> BrowserLogin | None:
    """The session with this id."""
    try:
        return session.get(BrowserLogin, UUID(str(login_id)))
    except ValueError:
        return None


def get_own_session(session: Session, login_id: UUID, *, account_id: UUID | None) -> BrowserLogin:
    """One's own living session."""
    login = find_session(session, login_id)
    if login is None or login.account_id != account_id or login.ended_at:
        raise SessionNotFound(_("This session has already ended."))
    return login
