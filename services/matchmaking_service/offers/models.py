"""Tables of offers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BigKey, CreatedAt, UuidKey
from matchmaking_service.db import Base
from matchmaking_service.members.models import Member
from matchmaking_service.needs.models import Need
from matchmaking_service.providers.models import Provider


class Offer(Base):
    """A provider's offer on a need: open, then accepted, declined, withdrawn or passed over."""

    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint(
            "state in ('open', 'accepted', 'declined', 'withdrawn', 'passed_over')", name="state"
        ),
        CheckConstraint("ends_on is null or ends_on >= starts_on", name="dates"),
        Index(
            "uq_offers_open", "need_id", "provider_id", unique=True, postgresql_where=text("state = 'open'")
        ),
        # However many accept at the same moment, one need has one accepted offer.
        Index("uq_offers_accepted", "need_id", unique=True, postgresql_where=text("state = 'accepted'")),
    )

    id: Mapped[UuidKey]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"), index=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("members.account_id"))
    state: Mapped[str] = mapped_column(Text, server_default="open", default="open")
    scope: Mapped[str] = mapped_column(Text)
    cost_share: Mapped[str] = mapped_column(Text, server_default="", default="")
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    contact: Mapped[str] = mapped_column(Text, server_default="", default="")
    # Why it was declined, withdrawn or passed over.
    reason: Mapped[str] = mapped_column(Text, server_default="", default="")
    made_at: Mapped[CreatedAt]
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    need: Mapped[Need] = relationship()
    provider: Mapped[Provider] = relationship()
    author: Mapped[Member] = relationship()
    questions: Mapped[list["Question"]] = relationship(order_by="Question.id", cascade="all, delete-orphan")


class Question(Base):
    """A question or answer between a Party and a centre about an open offer."""

    __tablename__ = "offer_questions"

    id: Mapped[BigKey]
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("members.account_id"))
    body: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[CreatedAt]

    author: Mapped[Member] = relationship()
