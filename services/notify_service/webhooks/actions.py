"""Registering webhooks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.webhooks.queue import Hooks
from notify_service.webhooks.models import Delivery, Webhook
from notify_service.webhooks.rules import new_secret

HOOKS = Hooks(Webhook, Delivery)


def add_webhook(
    session: Session, url: str, *, events: Sequence[str], account_id: UUID, now: datetime
) -> Webhook:
    """Tell an address from now on; it is pinged at once."""
    hook = Webhook(url=url, secret=new_secret(), events=list(events), active=True, created_by=account_id)
    return HOOKS.add(session, hook, now=now)


def change_webhook(
    session: Session, hook: Webhook, *, url: str, events: Sequence[str], active: bool, renew: bool
) -> None:
    """Change a webhook; `renew` gives it a new secret, and the old one signs nothing more."""
    secret = new_secret() if renew else ""
    HOOKS.change(session, hook, url=url, secret=secret, events=events, active=active)


def remove_webhook(session: Session, hook: Webhook) -> None:
    """Tell it nothing more; its log goes with it."""
    session.delete(hook)
