"""What a topic is."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolFalse, Moment, TextList
from forum_service.db import Base

_NEWEST = (text("last_posted_at DESC"), text("id DESC"))


class Topic(Base):
    """A titled sequence of posts in a board.

    `audience` is None where the board decides who reads; a case's topic names its readers there.
    """

    __tablename__ = "topics"
    __table_args__ = (
        CheckConstraint("posts_count >= 0 AND posts_count <= highest_post_number", name="counts"),
        Index(
            "ix_topics_latest",
            text("last_posted_at DESC"),
            text("id DESC"),
            postgresql_where=text("NOT hidden"),
        ),
        Index(
            "ix_topics_board_latest",
            "board_id",
            text("pinned DESC"),
            text("last_posted_at DESC"),
            text("id DESC"),
            postgresql_where=text("NOT hidden"),
        ),
        Index(
            "ix_topics_created", text("created_at DESC"), text("id DESC"), postgresql_where=text("NOT hidden")
        ),
        Index(
            "ix_topics_title",
            "title",
            postgresql_using="gin",
            postgresql_ops={"title": "gin_trgm_ops"},
        ),
        Index(
            "ix_topics_second_board_latest",
            "second_board_id",
            text("last_posted_at DESC"),
            text("id DESC"),
            postgresql_where=text("second_board_id IS NOT NULL AND NOT hidden"),
        ),
        Index(
            "ix_topics_audience",
            "audience",
            postgresql_using="gin",
            postgresql_where=text("audience IS NOT NULL"),
        ),
        Index("ix_topics_author_latest", "author_id", *_NEWEST),
        Index("ix_topics_pinned_globally", *_NEWEST, postgresql_where=text("pinned_globally")),
        Index("ix_topics_closed", *_NEWEST, postgresql_where=text("closed")),
        Index("ix_topics_archived", *_NEWEST, postgresql_where=text("archived")),
        Index("ix_topics_unlisted", *_NEWEST, postgresql_where=text("unlisted")),
        Index("ix_topics_unanswered", *_NEWEST, postgresql_where=text("posts_count < 2")),
        Index("ix_topics_pinned_until", "pinned_until", postgresql_where=text("pinned_until IS NOT NULL")),
        Index("ix_topics_tags", "tags", postgresql_using="gin", postgresql_where=text("tags <> '{}'")),
    )

    id: Mapped[BigKey]
    board_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("boards.id"))
    # A second forum that shows the topic; whoever reads either of the two reads it.
    second_board_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("boards.id"))
    slug: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    # No foreign key to members: their copy may arrive after their first topic.
    author_id: Mapped[UUID] = mapped_column(Uuid)
    created_at: Mapped[Moment]
    last_posted_at: Mapped[Moment]
    last_poster_id: Mapped[UUID] = mapped_column(Uuid)
    # The counter that gives post numbers; only ever raised, by UPDATE .. RETURNING.
    highest_post_number: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    posts_count: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    readers_count: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # The last few who wrote, newest first: a list shows them without asking for posts.
    participant_ids: Mapped[list[UUID]] = mapped_column(
        ARRAY(Uuid), server_default=text("'{}'"), default=list
    )
    # Above the others of its forum; `pinned_globally` also above those of all forums. Until then or for good.
    pinned: Mapped[BoolFalse]
    pinned_globally: Mapped[BoolFalse]
    pinned_until: Mapped[Moment | None]
    # Closed: only staff go on. Archived: nobody writes or edits. Unlisted: in no list, feed or search, while
    # its address works for who may read it.
    closed: Mapped[BoolFalse]
    # What stands above the posts: `kind` (call, poll), `id`, `title`, and `post`, the number of an outcome.
    panels: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    archived: Mapped[BoolFalse]
    unlisted: Mapped[BoolFalse]
    hidden: Mapped[BoolFalse]
    tags: Mapped[TextList]
    audience: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    case_id: Mapped[UUID | None] = mapped_column(Uuid, unique=True)
