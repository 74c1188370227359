"""Tables of needs."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BigKey, CreatedAt, TextList, UuidKey
from matchmaking_service.db import Base
from matchmaking_service.members.models import Member
from matchmaking_service.needs.states import STATES
from matchmaking_service.parties.models import Party

_STATES = ", ".join(f"'{state}'" for state in STATES)


class Need(Base):
    """A technical need of a Party."""

    __tablename__ = "needs"
    __table_args__ = (
        CheckConstraint(f"state in ({_STATES})", name="state"),
        CheckConstraint("wanted_until is null or wanted_until >= wanted_from", name="wanted"),
        Index("ix_needs_state_published_at", "state", "published_at"),
    )

    id: Mapped[UuidKey]
    # What people say and write: need 12. Counted by the database.
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    party_code: Mapped[str] = mapped_column(ForeignKey("parties.code"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("members.account_id"), index=True)
    state: Mapped[str] = mapped_column(Text, server_default="draft", default="draft")
    title: Mapped[str] = mapped_column(Text)
    statement: Mapped[str] = mapped_column(Text, server_default="", default="")
    language: Mapped[str] = mapped_column(Text)
    targets: Mapped[TextList]
    assistance: Mapped[TextList]
    ecosystems: Mapped[TextList]
    level: Mapped[str] = mapped_column(Text, server_default="national", default="national")
    wanted_from: Mapped[date | None] = mapped_column(Date)
    wanted_until: Mapped[date | None] = mapped_column(Date)
    # In which languages the Party can work.
    languages: Mapped[TextList]
    other_requests: Mapped[str] = mapped_column(Text, server_default="", default="")
    # Counts the changes; matches computed for an older revision are computed anew.
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"), default=1)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # For which state of need, providers and model its matches are stored.
    matched_for: Mapped[str] = mapped_column(Text, server_default="", default="")

    party: Mapped[Party] = relationship()
    author: Mapped[Member] = relationship()
    history: Mapped[list["NeedStep"]] = relationship(
        back_populates="need", order_by="NeedStep.id", cascade="all, delete-orphan"
    )


class NeedStep(Base):
    """One step in the life of a need; never changed, never deleted."""

    __tablename__ = "need_steps"

    id: Mapped[BigKey]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(Text)
    state_before: Mapped[str] = mapped_column(Text)
    state_after: Mapped[str] = mapped_column(Text)
    # Empty when the house itself acted (an accepted offer matches the need).
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.account_id"))
    reason: Mapped[str] = mapped_column(Text, server_default="", default="")
    happened_at: Mapped[CreatedAt]

    need: Mapped[Need] = relationship(back_populates="history")
    actor: Mapped[Member | None] = relationship()
