"""Begin, refresh and end sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts.models import Account
from account_service.accounts.queries import get_account
from account_service.sessions import rules
from account_service.sessions.models import BrowserLogin, SessionId
from corridor.auth.revocations import revoke
from corridor.auth.tokens import Claims
from corridor.events.account import SessionsRevoked
from corridor.messaging import outbox
from corridor.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """The browser at the other end, as it shows itself."""

    ip: str = ""
    user_agent: str = ""


@dataclass(frozen=True, kw_only=True)
class Living:
    """A session with its account; `sid` is there when the browser is to keep a new secret id."""

    login: BrowserLogin
    account: Account
    sid: str | None = None

    @property
    def cookie_expires_at(self) -> datetime | None:
        """Cookies of a session that is not kept end with the browser."""
        return self.login.expires_at if self.login.keep else None

    def claims(self, *, now: datetime) -> Claims:
        """What a token for this session says."""
        return Claims(
            account_id=self.account.account_id,
            session_id=str(self.login.id),
            issued_at=now,
            roles=frozenset(self.account.roles),
            version=self.account.version,
            language=self.account.ui_language,
        )


def begin_session(
    session: Session, account: Account, *, method: str, keep: bool, visitor: Visitor, now: datetime
) -> Living:
    """A new session under a new id, whatever the browser showed before."""
    limits = rules.limits_for(frozenset(account.roles), keep=keep)
    login = BrowserLogin(
        account_id=account.account_id,
        method=method,
        keep=keep,
        signed_in_at=now,
        last_seen_at=now,
        expires_at=now + limits.absolute,
        user_agent=visitor.user_agent[:300],
        ip=visitor.ip,
    )
    session.add(login)
    session.flush()
    return Living(login=login, account=account, sid=_new_id(session, login, now=now))


def _new_id(session: Session, login: BrowserLogin, *, now: datetime) -> str:
    sid = rules.new_sid()
    session.add(SessionId(hash=rules.sid_hash(sid), session_id=login.id, issued_at=now))
    return sid


def refresh_session(session: Session, sid: str, *, settings: Settings, now: datetime) -> Living | None:
    """The living session behind a secret id, its id changed when it is a day old; None when it is over."""
    known = session.get(SessionId, rules.sid_hash(sid))
    if known is None:
        return None
    login = _lock(session, known.session_id)
    session.refresh(known)
    account = get_account(session, login.account_id)
    if login.ended_at or not account.active:
        return None
    if known.superseded_at and now > known.superseded_at + rules.GRACE:
        _end_stolen(session, login, account, settings=settings, now=now)
        return None
    if _has_run_out(login, account, now=now):
        end_session(session, login, because="expired", now=now)
        return None
    login.last_seen_at = now
    return Living(login=login, account=account, sid=_rotate(session, login, known, now=now))


def _lock(session: Session, login_id: UUID) -> BrowserLogin:
    query = select(BrowserLogin).where(BrowserLogin.id == login_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _has_run_out(login: BrowserLogin, account: Account, *, now: datetime) -> bool:
    return rules.is_over(
        now=now,
        last_seen_at=login.last_seen_at,
        signed_in_at=login.signed_in_at,
        expires_at=login.expires_at,
        limits=rules.limits_for(frozenset(account.roles), keep=login.keep),
    )


def _rotate(session: Session, login: BrowserLogin, known: SessionId, *, now: datetime) -> str | None:
    if known.superseded_at or now < known.issued_at + rules.ROTATE_AFTER:
        return None
    known.superseded_at = now
    return _new_id(session, login, now=now)


def _end_stolen(
    session: Session, login: BrowserLogin, account: Account, *, settings: Settings, now: datetime
) -> None:
    """An id that was replaced comes back: either it or its successor is in wrong hands. End both."""
    end_session(session, login, because="stolen", now=now)
    url = urls.absolute(settings, urls.SESSIONS)
    mails.say_security_notice(session, account, "session_stolen", url=url)


def end_session(session: Session, login: BrowserLogin, *, because: str, now: datetime) -> None:
    """End one session in every service."""
    login.ended_at = now
    login.ended_because = because
    _revoke(session, login.account_id, session_id=str(login.id), because=because, now=now)


def end_sessions(
    session: Session, account_id: UUID, *, because: str, now: datetime, keep: UUID | None = None
) -> int:
    """End all sessions of an account, except one if named; says how many."""
    query = select(BrowserLogin).where(
        BrowserLogin.account_id == account_id,
        BrowserLogin.ended_at.is_(None),
        BrowserLogin.id.is_distinct_from(keep),
    )
    ended = list(session.scalars(query.with_for_update()))
    for login in ended:
        login.ended_at, login.ended_because = now, because
    # One word for all: the session that goes on asks for a new token and gets it.
    _revoke(session, account_id, session_id=None, because=because, now=now)
    return len(ended)


def renew_tokens(session: Session, account_id: UUID, *, because: str, now: datetime) -> None:
    """Let every token of the account be asked for anew; its sessions go on."""
    _revoke(session, account_id, session_id=None, because=because, now=now)


def _revoke(
    session: Session, account_id: UUID, *, session_id: str | None, because: str, now: datetime
) -> None:
    revoke(session, account_id=account_id, session_id=session_id, not_before=now)
    event = SessionsRevoked(
        account_id=str(account_id), not_before=now.isoformat(), session_id=session_id, reason=because
    )
    outbox.record(session, event)
