"""What a forum is."""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolTrue, Moment, TextList
from forum_service.db import Base


class BoardKind(StrEnum):
    """A forum for its members, or a board whose topics each name their own readers."""

    FORUM = "forum"
    CASES = "cases"
    MESSAGES = "messages"


class Board(Base):
    """A forum: who reads it, who writes and moderates in it, and its counts."""

    __tablename__ = "boards"
    __table_args__ = (
        CheckConstraint("kind IN ('forum', 'cases', 'messages')", name="kind"),
        CheckConstraint("approve_first BETWEEN 0 AND 1000", name="approve_first"),
    )

    id: Mapped[BigKey]
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    # The name of a colour of the design system, never a value: the theme decides.
    colour: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(Text)
    # The forum it is a part of. It inherits nothing: its own roles say who reads and writes.
    parent_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("boards.id"))
    # Role names without their scope, and groups as `group:<slug>`; "member" stands for any granted role.
    read_roles: Mapped[TextList]
    create_roles: Mapped[TextList]
    # Of those who read it; an announcement board names few here.
    reply_roles: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{member}'"), default=lambda: ["member"]
    )
    moderate_roles: Mapped[TextList]
    # How many of a member's first posts in the forum a moderator looks at before they appear.
    approve_first: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    # Whether the author of a topic may open a consensus call in it, as its moderators may.
    authors_call: Mapped[BoolTrue]
    # A tracking level (tracking.models.Level): what members hear of who never chose one.
    default_level: Mapped[int] = mapped_column(SmallInteger, server_default="4", default=4)
    # Counted as posts are written: no page counts a big table.
    topics_count: Mapped[int] = mapped_column(server_default="0", default=0)
    posts_count: Mapped[int] = mapped_column(server_default="0", default=0)
    last_posted_at: Mapped[Moment | None]
