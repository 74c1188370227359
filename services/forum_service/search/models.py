"""The index of posts."""

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

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
