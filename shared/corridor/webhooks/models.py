"""The columns of the two tables; a service adds its base, and what narrows a webhook there."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, Uuid, func, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from corridor.db import BigKey, BoolTrue, CreatedAt, Moment, TextList


class WebhookMixin:
    """An address that is told of some events."""

    __tablename__ = "webhooks"

    id: Mapped[BigKey]
    url: Mapped[str] = mapped_column(Text)
    # Signs what is sent, so it is kept as it is.
    secret: Mapped[str] = mapped_column(Text)
    events: Mapped[TextList]
    active: Mapped[BoolTrue]
    stopped_because: Mapped[str] = mapped_column(Text, server_default="", default="")
    # Since when the address has answered "not here" to everything.
    gone_since: Mapped[Moment | None]
    # Left alone until then: it is being called, or hung up on us a moment ago. Who waited longest is next.
    free_at: Mapped[Moment] = mapped_column(server_default=func.now())
    created_by: Mapped[UUID] = mapped_column(Uuid)
    created_at: Mapped[CreatedAt]


class DeliveryMixin:
    """One event for one webhook; due until it was taken, or given up."""

    __tablename__ = "webhook_deliveries"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805  SQLAlchemy's way
        due = text("due_at IS NOT NULL")
        return (
            Index("ix_webhook_deliveries_webhook_id_due_at", "webhook_id", "due_at", postgresql_where=due),
            Index("ix_webhook_deliveries_webhook_id", "webhook_id", text("id DESC")),
        )

    id: Mapped[BigKey]
    webhook_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("webhooks.id", ondelete="CASCADE"))
    event_type: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    due_at: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    answer: Mapped[str] = mapped_column(Text, server_default="", default="")
    answered_at: Mapped[Moment | None]
