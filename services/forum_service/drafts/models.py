"""What a draft is."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Json, Moment
from forum_service.db import Base


class Draft(Base):
    """A text under way; `key` says where it belongs: "new", "reply/12", "edit/34".

    `version` grows by one with each save, so that two windows never overwrite each other unseen.
    """

    __tablename__ = "drafts"
    __table_args__ = (CheckConstraint("length(raw) <= 32000", name="length"),)

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    raw: Mapped[str] = mapped_column(Text)
    # What else the form held: title, forum, language, the post answered.
    fields: Mapped[Json]
    saved_at: Mapped[Moment]
