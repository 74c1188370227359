"""Begin a challenge, try a code, follow a link."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from account_service.accounts.folding import email_key
from account_service.challenges import rules
from account_service.challenges.models import Challenge
from corridor.ids import uuid7


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A new challenge with its secrets, which are not kept: `cookie` binds it to the browser."""

    challenge: Challenge
    code: str
    token: str
    cookie: str


def begin(
    session: Session,
    purpose: str,
    email: str,
    *,
    key: str,
    now: datetime,
    account_id: UUID | None = None,
    data: dict[str, Any] | None = None,
) -> Begun:
    """Make a challenge for an address; whoever has no account gets one that nothing solves."""
    challenge_id, code, token, browser = uuid7(), rules.new_code(), rules.new_token(), rules.new_token()
    challenge = Challenge(
        id=challenge_id,
        purpose=purpose,
        email=email,
        email_key=email_key(email),
        account_id=account_id,
        browser_hash=rules.token_hash(browser),
        code_hash=rules.code_hash(code, challenge_id=challenge_id, key=key),
        token_hash=rules.token_hash(token),
        data=data or {},
        code_expires_at=now + rules.CODE_LIFE,
        expires_at=now + rules.LINK_LIFE[purpose],
    )
    session.add(challenge)
    return Begun(challenge=challenge, code=code, token=token, cookie=f"{challenge_id}.{browser}")


def try_code(session: Session, challenge: Challenge, typed: str, *, key: str, now: datetime) -> bool:
    """Whether the code is right; each try counts, and the sixth is not looked at."""
    if not _count_try(session, challenge) or now > challenge.code_expires_at:
        return False
    expected = rules.code_hash(rules.tidy_code(typed), challenge_id=challenge.id, key=key)
    if challenge.confirmed_at or not hmac.compare_digest(expected, challenge.code_hash or ""):
        return False
    challenge.confirmed_at = now
    return True


def _count_try(session: Session, challenge: Challenge) -> bool:
    """Counted in the database, so that tries at the same moment are all counted."""
    counted = (
        update(Challenge)
        .where(Challenge.id == challenge.id, Challenge.tries < rules.MOST_TRIES)
        .values(tries=Challenge.tries + 1)
        .returning(Challenge.tries)
    )
    return session.execute(counted).scalar_one_or_none() is not None


def take_link(session: Session, purpose: str, token: str, *, now: datetime) -> Challenge | None:
    """The unused challenge behind a link, locked and marked as confirmed; None when it is over."""
    query = (
        select(Challenge)
        .where(Challenge.token_hash == rules.token_hash(token), Challenge.purpose == purpose)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    challenge = session.scalars(query).one_or_none()
    if challenge is None or challenge.used_at or challenge.confirmed_at or now > challenge.expires_at:
        return None
    challenge.confirmed_at = now
    return challenge


def bind_to_browser(challenge: Challenge) -> str:
    """Give a challenge that a link confirmed to the browser that followed it; returns the cookie."""
    browser = rules.new_token()
    challenge.browser_hash = rules.token_hash(browser)
    return f"{challenge.id}.{browser}"


def use(session: Session, challenge: Challenge, *, now: datetime) -> bool:
    """Spend a confirmed challenge; false when somebody else just did."""
    spent = (
        update(Challenge)
        .where(Challenge.id == challenge.id, Challenge.used_at.is_(None), Challenge.confirmed_at.is_not(None))
        .values(used_at=now)
        .returning(Challenge.id)
    )
    return session.execute(spent).scalar_one_or_none() is not None


def drop_others(session: Session, challenge: Challenge, *, now: datetime) -> None:
    """Void what else is under way for the same address and purpose."""
    others = (
        Challenge.email_key == challenge.email_key,
        Challenge.purpose == challenge.purpose,
        Challenge.id != challenge.id,
        Challenge.used_at.is_(None),
    )
    session.execute(update(Challenge).where(*others).values(used_at=now))
