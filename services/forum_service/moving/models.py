"""Where moved posts stood."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Moment
from forum_service.db import Base


class MovedPost(Base):
    """A post's place before it was moved: links to it go on to where the post is now."""

    __tablename__ = "moved_posts"
    __table_args__ = (Index("ix_moved_posts_post_id", "post_id"),)

    # No foreign key to the topic: its links hold for longer than the topic itself.
    topic_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    post_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="CASCADE"))
    moved_at: Mapped[Moment]
