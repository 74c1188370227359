"""Giving an app its key."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.api_keys.actions import make_key, revoke_key
from account_service.api_keys.models import ApiKey
from account_service.audit.actions import Actor
from account_service.user_keys.rules import IDLE_DAYS


def give_key(
    session: Session,
    account: Account,
    client_id: str,
    *,
    name: str,
    scopes: Sequence[str],
    actor: Actor,
    now: datetime,
) -> str:
    """A fresh key for an app; the one it had from this member before is void. The secret is not kept."""
    before = select(ApiKey).where(ApiKey.account_id == account.account_id, ApiKey.revoked_at.is_(None))
    known = session.scalars(before.where(ApiKey.client_id == client_id).with_for_update()).one_or_none()
    if known is not None:
        revoke_key(session, account, known, actor=actor, now=now)
        session.flush()
    key, secret = make_key(session, account, name, scopes=scopes, days=IDLE_DAYS, actor=actor, now=now)
    key.client_id = client_id
    return secret
