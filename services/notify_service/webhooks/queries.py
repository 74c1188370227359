"""Reading webhooks and their log."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from corridor.errors import NotFound
from notify_service.webhooks.models import Delivery, Webhook


def list_webhooks(session: Session) -> Sequence[Webhook]:
    """All of them, the oldest first."""
    return session.scalars(select(Webhook).order_by(Webhook.id)).all()


def get_webhook(session: Session, hook_id: int) -> Webhook:
    """The webhook; raises NotFound."""
    hook = session.scalar(select(Webhook).where(Webhook.id == hook_id))
    if hook is None:
        raise NotFound(_("There is no such webhook."))
    return hook


def log_of(hook_id: int) -> Select[Any]:
    """What was sent to a webhook, to be paged through from its end."""
    return select(Delivery).where(Delivery.webhook_id == hook_id)


def get_delivery(session: Session, hook_id: int, delivery_id: int) -> Delivery:
    """One message to a webhook; raises NotFound."""
    mine = (Delivery.id == delivery_id, Delivery.webhook_id == hook_id)
    delivery = session.scalar(select(Delivery).where(*mine))
    if delivery is None:
        raise NotFound(_("There is no such message."))
    return delivery
