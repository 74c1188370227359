"""The record of what moderators did."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Json, Moment
from forum_service.db import Base


class ModerationAct(Base):
    """One act of a moderator. The database refuses to change or delete rows."""

    __tablename__ = "moderation_acts"
    __table_args__ = (
        UniqueConstraint("undoes"),
        Index("ix_moderation_acts_actor_id", "actor_id", text("id DESC")),
        Index("ix_moderation_acts_board_id", "board_id", text("id DESC")),
        Index("ix_moderation_acts_subject_id", "subject_id", text("id DESC")),
    )

    id: Mapped[BigKey]
    at: Mapped[Moment]
    # None: the house itself, at a set time. The name as it was: the record reads the same for ever.
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    actor_name: Mapped[str] = mapped_column(Text)
    # What was done ("topic_closed") to what ("topic/7"), in which forum, and whom it concerned.
    act: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    board_id: Mapped[int | None] = mapped_column(BigInteger)
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    details: Mapped[Json]
    # What takes it back: {"how": a name of moderation.undoing, ...}; None where nothing can.
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    # The act that this one took back: at most once.
    undoes: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("moderation_acts.id"))
