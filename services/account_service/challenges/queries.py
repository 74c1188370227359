"""Find the challenge a browser is working on."""

import hmac
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from account_service.challenges import rules
from account_service.challenges.models import Challenge


def find_challenge(session: Session, cookie: str, *purposes: str, now: datetime) -> Challenge | None:
    """The open challenge that this browser began for one of the purposes."""
    name, _, secret = cookie.partition(".")
    try:
        challenge = session.get(Challenge, UUID(name))
    except ValueError:
        return None
    if challenge is None or challenge.purpose not in purposes:
        return None
    if challenge.used_at or now > challenge.expires_at:
        return None
    known = hmac.compare_digest(rules.token_hash(secret), challenge.browser_hash or "")
    return challenge if known else None
