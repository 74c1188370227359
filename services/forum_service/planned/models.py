"""What is to be posted, and what came of it."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class PlanState(StrEnum):
    """What has become of a planned post."""

    WAITING = "waiting"
    POSTED = "posted"
    # A moderator looks at it before it appears.
    HELD = "held"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class PlannedPost(Base):
    """A topic (with a forum and a title) or a reply (with a topic) that waits for its time."""

    __tablename__ = "planned_posts"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'posted', 'held', 'refused', 'cancelled')", name="state"),
        CheckConstraint("num_nonnulls(board_id, topic_id) = 1", name="one_place"),
        CheckConstraint("length(raw) <= 32000", name="length"),
        Index("ix_planned_posts_account_id_post_at", "account_id", "post_at"),
        Index("ix_planned_posts_due", "post_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    board_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("boards.id", ondelete="CASCADE"))
    topic_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Text, server_default="", default="")
    raw: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    reply_to: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[Moment]
    post_at: Mapped[Moment]
    state: Mapped[str] = mapped_column(Text, server_default="waiting", default=PlanState.WAITING)
    # Why it was refused, in the words of the rule that refused it.
    refusal: Mapped[str] = mapped_column(Text, server_default="", default="")
    post_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="SET NULL"))
    done_at: Mapped[Moment | None]
