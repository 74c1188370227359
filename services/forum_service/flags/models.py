"""What a flag is."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class Reason(StrEnum):
    """Why somebody asks the moderators to look."""

    OFF_TOPIC = "off_topic"
    INAPPROPRIATE = "inappropriate"
    ATTENTION = "attention"
    OTHER = "other"


class Outcome(StrEnum):
    """What the moderators made of it."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    NOTED = "noted"


_OPEN = text("outcome IS NULL")


class Flag(Base):
    """One member's word on one post; open until a moderator decides."""

    __tablename__ = "flags"
    __table_args__ = (
        CheckConstraint("reason IN ('off_topic', 'inappropriate', 'attention', 'other')", name="reason"),
        CheckConstraint("outcome IN ('agreed', 'disagreed', 'noted')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided"),
        Index("uq_flags_open", "post_id", "account_id", unique=True, postgresql_where=_OPEN),
        Index("ix_flags_open", "id", postgresql_where=_OPEN),
    )

    id: Mapped[BigKey]
    post_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(Uuid)
    reason: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, server_default="", default="")
    created_at: Mapped[Moment]
    outcome: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    decided_at: Mapped[Moment | None]
    # What the moderators say to who flagged it.
    answer: Mapped[str] = mapped_column(Text, server_default="", default="")
