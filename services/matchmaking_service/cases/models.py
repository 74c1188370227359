"""Tables of cases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BigKey, CreatedAt, UuidKey
from matchmaking_service.db import Base
from matchmaking_service.members.models import Member
from matchmaking_service.needs.models import Need
from matchmaking_service.offers.models import Offer
from matchmaking_service.providers.models import Provider


class Case(Base):
    """The work that an accepted offer began."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("state in ('agreed', 'in_delivery', 'delivered', 'closed')", name="state"),
    )

    id: Mapped[UuidKey]
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    need_id: Mapped[UUID] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"), unique=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id", ondelete="CASCADE"), unique=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(Text, server_default="agreed", default="agreed")
    # Where its private discussion is; empty until the forum has answered.
    topic_url: Mapped[str] = mapped_column(Text, server_default="", default="")
    opened_at: Mapped[CreatedAt]
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    need: Mapped[Need] = relationship()
    offer: Mapped[Offer] = relationship()
    provider: Mapped[Provider] = relationship()
    participants: Mapped[list["Participant"]] = relationship(cascade="all, delete-orphan")
    milestones: Mapped[list["Milestone"]] = relationship(
        order_by="Milestone.due_on, Milestone.id", cascade="all, delete-orphan"
    )
    notes: Mapped[list["Note"]] = relationship(order_by="Note.id", cascade="all, delete-orphan")
    evaluations: Mapped[list["Evaluation"]] = relationship(
        order_by="Evaluation.side", cascade="all, delete-orphan"
    )


class Participant(Base):
    """Somebody who takes part in a case, for the Party or for the centre."""

    __tablename__ = "case_participants"
    __table_args__ = (CheckConstraint("side in ('party', 'centre')", name="side"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("members.account_id"), primary_key=True, index=True)
    side: Mapped[str] = mapped_column(Text)

    member: Mapped[Member] = relationship()


class Milestone(Base):
    """A step that was agreed, with its date."""

    __tablename__ = "case_milestones"
    __table_args__ = (CheckConstraint("state in ('planned', 'at_risk', 'reached')", name="state"),)

    id: Mapped[BigKey]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Text, server_default="planned", default="planned")
    # Why it is at risk, or what came of it.
    remark: Mapped[str] = mapped_column(Text, server_default="", default="")
    reached_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Note(Base):
    """A word on how it goes."""

    __tablename__ = "case_notes"

    id: Mapped[BigKey]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("members.account_id"))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[CreatedAt]

    author: Mapped[Member] = relationship()


class Evaluation(Base):
    """What one side says at the end; one a side."""

    __tablename__ = "case_evaluations"
    __table_args__ = (
        CheckConstraint("side in ('party', 'centre')", name="side"),
        CheckConstraint("rating between 1 and 5", name="rating"),
        UniqueConstraint("case_id", "side"),
    )

    id: Mapped[BigKey]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("members.account_id"))
    rating: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[CreatedAt]

    author: Mapped[Member] = relationship()
