"""The local copy of a published need."""

from uuid import UUID

from sqlalchemy import Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolTrue, Moment
from forum_service.db import Base


class OpenNeed(Base):
    """A need that Parties and centres can look at in matchmaking; `open` until it is met or withdrawn."""

    __tablename__ = "open_needs"
    __table_args__ = (
        Index("ix_open_needs_newest", text("published_at DESC"), postgresql_where=text("open")),
    )

    need_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    party: Mapped[str] = mapped_column(Text)
    party_name: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    published_at: Mapped[Moment]
    open: Mapped[BoolTrue]
