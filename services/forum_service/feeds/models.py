"""The key a feed reader shows."""

from uuid import UUID

from sqlalchemy import Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class FeedToken(Base):
    """A secret in the address of feeds; it opens feeds and nothing else, and only its digest is kept."""

    __tablename__ = "feed_tokens"
    __table_args__ = (Index("ix_feed_tokens_account_id", "account_id"),)

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    digest: Mapped[str] = mapped_column(Text, unique=True)
    # Which reader it was made for, in the member's words.
    label: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    # To the day: when a key was last used tells its owner which one nobody needs any more.
    used_at: Mapped[Moment | None]
