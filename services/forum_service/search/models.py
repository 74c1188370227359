"""The index of posts, and searches kept."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolFalse, Moment
from forum_service.db import Base


class PostIndex(Base):
    """The search document of one post; apart from the post, so that edits of either stay cheap."""

    __tablename__ = "post_index"
    __table_args__ = (Index("ix_post_index_document", "document", postgresql_using="gin"),)

    post_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    # The forum of its topic, so that a search looks at no post of other forums.
    board_id: Mapped[int] = mapped_column(BigInteger)
    document: Mapped[str] = mapped_column(TSVECTOR)
    # Which indexer made it; a higher one makes it anew.
    indexer: Mapped[int] = mapped_column(SmallInteger)


class SavedSearch(Base):
    """A search somebody keeps; with `alert` they are told of new posts it finds, each once."""

    __tablename__ = "saved_searches"
    __table_args__ = (
        UniqueConstraint("account_id", "query"),
        Index("ix_saved_searches_due", "checked_at", postgresql_where=text("alert")),
    )

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(Text)
    # What stands behind the question mark of its page.
    query: Mapped[str] = mapped_column(Text)
    alert: Mapped[BoolFalse]
    # The last post it has told of, or that there was when it was kept.
    told_up_to: Mapped[int] = mapped_column(BigInteger, server_default="0", default=0)
    checked_at: Mapped[Moment]
    created_at: Mapped[Moment]
