"""A post that waits."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class State(StrEnum):
    """Where a held post stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class HeldPost(Base):
    """A reply, or the first post of a topic, as its author wrote it; kept whatever becomes of it."""

    __tablename__ = "held_posts"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'approved', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("(topic_id IS NULL) <> (title IS NULL)", name="place"),
        Index("ix_held_posts_waiting", "board_id", "id", postgresql_where=text("state = 'waiting'")),
        Index("ix_held_posts_account_id", "account_id", text("id DESC")),
    )

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    board_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("boards.id", ondelete="CASCADE"))
    # The topic it answers in; None where it opens one, with `title`.
    topic_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="CASCADE"))
    title: Mapped[str | None] = mapped_column(Text)
    raw: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    reply_to: Mapped[int | None]
    # What else its composer held (tags and the like), for whoever writes it at last.
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    created_at: Mapped[Moment]
    state: Mapped[str] = mapped_column(Text, server_default="waiting", default="waiting")
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    decided_at: Mapped[Moment | None]
    answer: Mapped[str] = mapped_column(Text, server_default="", default="")
    post_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="SET NULL"))
