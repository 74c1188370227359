"""What lists need beyond the topics."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum_service.db import Base


class TopicScore(Base):
    """How lively a topic was in a period; counted anew every hour, for the best of each forum only."""

    __tablename__ = "topic_scores"
    __table_args__ = (
        CheckConstraint("period IN ('week', 'month', 'year')", name="period"),
        Index("ix_topic_scores_best", "period", text("score DESC"), text("topic_id DESC")),
    )

    period: Mapped[str] = mapped_column(Text, primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    score: Mapped[int] = mapped_column(Integer)
