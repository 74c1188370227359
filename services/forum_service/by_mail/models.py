"""Mails that were handed over, and what became of them."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, SmallInteger, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Moment
from forum_service.db import Base


class OrderState(StrEnum):
    """What has become of a mail; but for the first they are the outcomes told to notify_service."""

    WAITING = "waiting"
    POSTED = "posted"
    # A command was carried out.
    DONE = "done"
    # A moderator looks at it before it appears.
    HELD = "held"
    REFUSED = "refused"


class MailOrder(Base):
    """What somebody asks by mail. One row a mail, so that it is done once however often it is told of."""

    __tablename__ = "mail_orders"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'posted', 'done', 'held', 'refused')", name="state"),
        Index("ix_mail_orders_account_id", "account_id"),
        Index("ix_mail_orders_due", "due_at", postgresql_where=text("state = 'waiting'")),
    )

    incoming_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(Uuid)
    act: Mapped[str] = mapped_column(Text)
    # No foreign keys: a mail may answer what is gone, and is told so.
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    post_number: Mapped[int | None] = mapped_column(Integer)
    forum_slug: Mapped[str] = mapped_column(Text, server_default="", default="")
    title: Mapped[str] = mapped_column(Text, server_default="", default="")
    # Emptied when all is done: the post has the words then, or notify_service returns them.
    raw: Mapped[str] = mapped_column(Text, server_default="", default="")
    language: Mapped[str] = mapped_column(Text, server_default="", default="")
    # What was attached: `name`, `media_type`, `size`, `url`, and `content_id` where the text shows it.
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    received_at: Mapped[Moment]
    state: Mapped[str] = mapped_column(Text, server_default="waiting", default=OrderState.WAITING)
    code: Mapped[str] = mapped_column(Text, server_default="", default="")
    reason: Mapped[str] = mapped_column(Text, server_default="", default="")
    url: Mapped[str] = mapped_column(Text, server_default="", default="")
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"), default=0)
    # When it is tried next; moved ahead before each attempt, so that one that fails holds up no other.
    due_at: Mapped[Moment]
    done_at: Mapped[Moment | None]
