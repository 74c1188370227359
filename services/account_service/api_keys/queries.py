"""Find keys."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.api_keys.models import ApiKey
from corridor.auth.api_keys import digest, key_id_of
from corridor.errors import NotFound


class KeyNotFound(NotFound):
    """The account has no such key."""

    code = "key_not_found"


def list_keys(session: Session, account_id: UUID | None) -> Sequence[ApiKey]:
    """The keys of an account that were not revoked, the newest first."""
    query = select(ApiKey).where(ApiKey.account_id == account_id, ApiKey.revoked_at.is_(None))
    return session.scalars(query.order_by(ApiKey.created_at.desc(), ApiKey.id)).all()


def count_keys(session: Session, account_id: UUID, *, now: datetime) -> int:
    """How many keys of an account open something."""
    living = (ApiKey.revoked_at.is_(None), ApiKey.expires_at > now)
    query = select(func.count()).where(ApiKey.account_id == account_id, *living)
    return session.scalar(query) or 0


def get_own_key(session: Session, key_id: str, *, account_id: UUID | None) -> ApiKey:
    """One's own key."""
    key = session.get(ApiKey, key_id)
    if key is None or key.account_id != account_id or key.revoked_at:
        raise KeyNotFound(_("There is no such key."))
    return key


def find_key(session: Session, secret: str, *, now: datetime) -> tuple[ApiKey, Account] | None:
    """The living key of a secret, with its living owner."""
    if key_id_of(secret) is None:
        return None
    query = (
        select(ApiKey, Account)
        .join(Account, Account.account_id == ApiKey.account_id)
        .where(ApiKey.digest == digest(secret), ApiKey.revoked_at.is_(None), ApiKey.expires_at > now)
        .where(Account.active)
    )
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None
