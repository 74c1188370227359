"""Who is told, and what became of it."""

from sqlalchemy import BigInteger, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from corridor.webhooks.models import DeliveryMixin, WebhookMixin
from forum_service.db import Base


class Webhook(WebhookMixin, Base):
    """An address that is told of some events; of all forums, or of those named."""

    board_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"), default=list)


class Delivery(DeliveryMixin, Base):
    """One event for one webhook; due until it was taken, or given up."""
