"""Who is told, and what became of it."""

from corridor.webhooks.models import DeliveryMixin, WebhookMixin
from notify_service.db import Base


class Webhook(WebhookMixin, Base):
    """An address that is told of some events."""


class Delivery(DeliveryMixin, Base):
    """One event for one webhook; due until it was taken, or given up."""
