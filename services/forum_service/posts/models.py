"""What a post is, what it was before, and whom it names."""

from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolFalse, Moment
from forum_service.db import Base


class Post(Base):
    """One contribution; `html` was made of `raw` by the renderer of that version."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(raw) <= 32000", name="length"),
        Index("ix_posts_author_id_id", "author_id", text("id DESC")),
        # The answers to the posts of a page, read from the index alone.
        Index(
            "ix_posts_answers",
            "topic_id",
            "reply_to",
            "number",
            postgresql_where=text("reply_to IS NOT NULL AND NOT hidden"),
        ),
        Index("ix_posts_renderer", "renderer"),
    )

    id: Mapped[BigKey]
    topic_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[UUID] = mapped_column(Uuid)
    language: Mapped[str] = mapped_column(Text)
    raw: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int] = mapped_column(SmallInteger)
    # The number within the same topic of the post this one answers.
    reply_to: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[Moment]
    edited_at: Mapped[Moment | None]
    edits: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # Whether its author wrote it in a mail program.
    by_mail: Mapped[BoolFalse]
    # Whether there are translations: most posts have none, and a page need not look.
    translated: Mapped[BoolFalse]
    thanks_count: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # Grows with each change of the text, also those that leave no trace.
    version: Mapped[int] = mapped_column(Integer, server_default="1", default=1)
    # Whether everybody who may reply may edit it.
    wiki: Mapped[BoolFalse]
    hidden: Mapped[BoolFalse]


class PostRevision(Base):
    """A post as it stood before an edit."""

    __tablename__ = "post_revisions"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[BigKey]
    post_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    raw: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    replaced_by: Mapped[UUID] = mapped_column(Uuid)
    replaced_at: Mapped[Moment]
    # Why it was replaced, in the words of who replaced it.
    reason: Mapped[str] = mapped_column(Text, server_default="", default="")


class Mention(Base):
    """Somebody named in a post: told once, however often the post is edited."""

    __tablename__ = "mentions"
    __table_args__ = (Index("ix_mentions_account_id_post_id", "account_id", text("post_id DESC")),)

    post_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
