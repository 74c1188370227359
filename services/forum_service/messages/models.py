"""Who takes part in a message."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Moment
from forum_service.db import Base


class MessagePerson(Base):
    """One participant of a message: who brought them in, and whether they left or put it away.

    The topic's `audience` follows from those who have not left; it alone decides who reads. A message is put
    away until somebody writes in it again, so that nothing needs to be written when they do.
    """

    __tablename__ = "message_people"
    __table_args__ = (Index("ix_message_people_account_id", "account_id", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    added_by: Mapped[UUID] = mapped_column(Uuid)
    added_at: Mapped[Moment]
    # The group through which somebody came in.
    group_slug: Mapped[str | None] = mapped_column(Text)
    left_at: Mapped[Moment | None]
    archived_at: Mapped[Moment | None]
