"""Make, check and revoke keys."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.api_keys import rules
from account_service.api_keys.models import ApiKey
from account_service.api_keys.queries import count_keys, find_key
from account_service.audit.actions import Actor, write_down
from corridor.auth.api_keys import digest, new_key
from corridor.auth.client import KeyGrant
from corridor.auth.revocations import key_session, revoke
from corridor.errors import Conflict
from corridor.events.account import ApiKeyRevoked
from corridor.messaging import outbox

# Enough to see whether a key is still used, without a write for every check.
SEEN_EVERY = timedelta(minutes=10)


class TooManyKeys(Conflict):
    """More keys than anybody can keep apart."""

    code = "too_many_keys"


def make_key(
    session: Session,
    account: Account,
    name: str,
    *,
    scopes: Sequence[str],
    days: int,
    actor: Actor,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is not kept."""
    if count_keys(session, account.account_id, now=now) >= rules.MOST_KEYS:
        raise TooManyKeys(_("You have %(count)s keys. Revoke one first.", count=rules.MOST_KEYS))
    secret, key_id = new_key()
    key = ApiKey(
        id=key_id,
        account_id=account.account_id,
        name=name,
        digest=digest(secret),
        scopes=sorted(rules.living_scopes(scopes, account.roles)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(key)
    _note(session, "api_key_made", account, key, actor)
    return key, secret


def check_key(session: Session, secret: str, *, now: datetime) -> KeyGrant | None:
    """What a key opens now; None when it opens nothing."""
    found = find_key(session, secret, now=now)
    if found is None:
        return None
    key, account = found
    if key.last_used_at is None or now - key.last_used_at > SEEN_EVERY:
        lives_on = {"expires_at": now + rules.APP_KEYS_IDLE} if key.client_id else {}
        session.execute(update(ApiKey).where(ApiKey.id == key.id).values(last_used_at=now, **lives_on))
    return KeyGrant(
        key_id=key.id,
        account_id=account.account_id,
        scopes=frozenset(rules.living_scopes(key.scopes, account.roles)),
        roles=frozenset(account.roles),
        version=account.version,
    )


def revoke_key(session: Session, account: Account, key: ApiKey, *, actor: Actor, now: datetime) -> None:
    """End a key in every service."""
    key.revoked_at = now
    revoke(session, account_id=account.account_id, session_id=key_session(key.id), not_before=now)
    outbox.record(session, ApiKeyRevoked(key_id=key.id, account_id=str(account.account_id)))
    _note(session, "api_key_revoked", account, key, actor)


def _note(session: Session, act: str, account: Account, key: ApiKey, actor: Actor) -> None:
    write_down(
        session,
        actor,
        act,
        subject_id=account.account_id,
        subject_name=account.name,
        on=key.id,
        scopes=list(key.scopes),
    )
