"""Telling owners and members what concerns them, in their inbox."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from account_service import urls
from account_service.groups.acting import By
from corridor.events.forum import MemberTold
from corridor.messaging import outbox


def tell(
    session: Session,
    what: str,
    recipients: Mapping[UUID, str],
    *,
    title: str,
    path: str,
    by: By,
    excerpt: str = "",
) -> None:
    """Record the news for each of `recipients` (account to reason); nothing where there is nobody."""
    everybody = [{"account_id": str(account), "reason": reason} for account, reason in recipients.items()]
    if not everybody:
        return
    event = MemberTold(
        what=what,
        key=path.removeprefix("/account/"),
        title=title,
        url=urls.absolute(by.settings, path),
        happened_at=by.now.isoformat(),
        recipients=everybody[:500],
        excerpt=excerpt,
        actor_id=str(by.actor.id) if by.actor.id else None,
        actor_name=by.actor.name if by.actor.id else "",
    )
    outbox.record(session, event)


def each(accounts: Iterable[UUID], reason: str) -> dict[UUID, str]:
    """All of them for one reason."""
    return dict.fromkeys(accounts, reason)
