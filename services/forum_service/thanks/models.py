"""Who thanked for which post."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Moment
from forum_service.db import Base


class Thanks(Base):
    """A member's thanks for a post; their number stands in the post's row."""

    __tablename__ = "thanks"
    __table_args__ = (Index("ix_thanks_account_id", "account_id"),)

    post_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    given_at: Mapped[Moment]
