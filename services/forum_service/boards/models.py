"""What a forum is."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment, TextList
from forum_service.db import Base


class BoardKind(StrEnum):
    """A forum for its members, or the board whose topics each name their own readers."""

    FORUM = "forum"
    CASES = "cases"


class Board(Base):
    """A forum: who reads it, who opens topics in it, and its counts."""

    __tablename__ = "boards"
    __table_args__ = (CheckConstraint("kind IN ('forum', 'cases')", name="kind"),)

    id: Mapped[BigKey]
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    # The name of a colour of the design system, never a value: the theme decides.
    colour: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(Text)
    # Role names without their scope; "member" stands for any granted role.
    read_roles: Mapped[TextList]
    create_roles: Mapped[TextList]
    # A tracking level (tracking.models.Level): what members hear of who never chose one.
    default_level: Mapped[int] = mapped_column(SmallInteger, server_default="4", default=4)
    # Counted as posts are written: no page counts a big table.
    topics_count: Mapped[int] = mapped_column(server_default="0", default=0)
    posts_count: Mapped[int] = mapped_column(server_default="0", default=0)
    last_posted_at: Mapped[Moment | None]
