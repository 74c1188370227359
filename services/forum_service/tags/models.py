"""What a tag is, and who wants to hear of it."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse
from forum_service.db import Base


class TagGroup(Base):
    """Tags that belong together, with what holds for them all."""

    __tablename__ = "tag_groups"

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    # Only staff put them on topics.
    staff_only: Mapped[BoolFalse]
    # A topic has at most one of them.
    one_only: Mapped[BoolFalse]


class Tag(Base):
    """A tag, or with `same_as` another word for one. Topics name their tags themselves, in `topics.tags`."""

    __tablename__ = "tags"
    __table_args__ = (CheckConstraint("same_as <> slug", name="synonym"),)

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    group_slug: Mapped[str | None] = mapped_column(
        Text, ForeignKey("tag_groups.slug", ondelete="SET NULL", onupdate="CASCADE")
    )
    same_as: Mapped[str | None] = mapped_column(
        Text, ForeignKey("tags.slug", ondelete="CASCADE", onupdate="CASCADE")
    )
    description: Mapped[str] = mapped_column(Text, server_default="", default="")


class BoardTag(Base):
    """How many listed topics of a forum bear a tag: who does not read the forum learns of neither."""

    __tablename__ = "board_tags"

    board_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("boards.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    tag: Mapped[str] = mapped_column(Text, primary_key=True)
    topics_count: Mapped[int] = mapped_column(Integer)


class TagReader(Base):
    """What a member wants to hear of topics with a tag."""

    __tablename__ = "tag_readers"
    __table_args__ = (Index("ix_tag_readers_tag_level", "tag", "level"),)

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    tag: Mapped[str] = mapped_column(
        Text, ForeignKey("tags.slug", ondelete="CASCADE", onupdate="CASCADE"), primary_key=True
    )
    level: Mapped[int] = mapped_column(SmallInteger)
