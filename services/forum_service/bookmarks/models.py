"""What a member keeps at hand."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class Bookmark(Base):
    """A topic or one post, with words to oneself and perhaps a time to be reminded at."""

    __tablename__ = "bookmarks"
    __table_args__ = (
        UniqueConstraint("account_id", "topic_id"),
        UniqueConstraint("account_id", "post_id"),
        CheckConstraint("num_nonnulls(topic_id, post_id) = 1", name="one_thing"),
        CheckConstraint("length(note) <= 1000", name="length"),
        Index("ix_bookmarks_account_id_id", "account_id", text("id DESC")),
        Index("ix_bookmarks_to_remind", "remind_at", postgresql_where=text("reminded_at IS NULL")),
    )

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    topic_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="CASCADE"))
    post_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="CASCADE"))
    note: Mapped[str] = mapped_column(Text, server_default="", default="")
    created_at: Mapped[Moment]
    remind_at: Mapped[Moment | None]
    reminded_at: Mapped[Moment | None]
