"""Tables of providers."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Sequence, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BoolFalse, BoolTrue, CreatedAt, TextList, UuidKey
from matchmaking_service.db import Base
from matchmaking_service.parties.models import Party

# Grows with every change of any provider, so that a process sees by one query that its index is old.
REVISIONS = Sequence("provider_revisions", metadata=Base.metadata)


class Provider(Base):
    """A support centre, or another organisation with expertise to share."""

    __tablename__ = "providers"
    __table_args__ = (
        CheckConstraint("kind in ('centre', 'provider')", name="kind"),
        CheckConstraint("load >= 0", name="load"),
        CheckConstraint("capacity >= 0", name="capacity"),
        Index("ix_providers_kind_name", "kind", "name"),
    )

    id: Mapped[UuidKey]
    slug: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    # What it does in one sentence.
    summary: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default="", default="")
    website: Mapped[str] = mapped_column(Text, server_default="", default="")
    open_to_all: Mapped[BoolFalse]
    functions: Mapped[TextList]
    assistance: Mapped[TextList]
    languages: Mapped[TextList]
    targets: Mapped[TextList]
    ecosystems: Mapped[TextList]
    # How many cases it can carry at a time, and how many it carries now.
    capacity: Mapped[int] = mapped_column(Integer, server_default=text("3"), default=3)
    load: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    listed: Mapped[BoolTrue]
    revision: Mapped[int] = mapped_column(
        Integer, REVISIONS, server_default=REVISIONS.next_value(), index=True
    )
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]

    hosts: Mapped[list["Host"]] = relationship(
        back_populates="provider", order_by="Host.position", cascade="all, delete-orphan"
    )
    coverage: Mapped[list["Coverage"]] = relationship(back_populates="provider", cascade="all, delete-orphan")
    evidence: Mapped[list["EvidenceItem"]] = relationship(
        back_populates="provider", order_by="EvidenceItem.position", cascade="all, delete-orphan"
    )

    @property
    def free(self) -> int:
        """How many more cases it can take."""
        return max(0, self.capacity - self.load)


class Host(Base):
    """An organisation that runs a centre; several may share one."""

    __tablename__ = "provider_hosts"
    __table_args__ = (CheckConstraint("role in ('lead', 'partner')", name="role"),)

    id: Mapped[UuidKey]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text, server_default="", default="")
    country: Mapped[str] = mapped_column(Text, server_default="", default="")

    provider: Mapped[Provider] = relationship(back_populates="hosts")


class Coverage(Base):
    """A Party that a provider covers; areas of centres may overlap."""

    __tablename__ = "provider_coverage"

    provider_id: Mapped[UUID] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True
    )
    party_code: Mapped[str] = mapped_column(ForeignKey("parties.code"), primary_key=True, index=True)

    provider: Mapped[Provider] = relationship(back_populates="coverage")
    party: Mapped[Party] = relationship()


class EvidenceItem(Base):
    """One short proof of what a provider can do; matching compares needs with these."""

    __tablename__ = "evidence_items"
    __table_args__ = (
        CheckConstraint("kind in ('project', 'training', 'publication', 'tool')", name="kind"),
        UniqueConstraint("provider_id", "position"),
    )

    id: Mapped[UuidKey]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default="", default="")
    language: Mapped[str] = mapped_column(Text, server_default="en", default="en")
    year: Mapped[int | None] = mapped_column(Integer)
    url: Mapped[str] = mapped_column(Text, server_default="", default="")
    created_at: Mapped[CreatedAt]

    provider: Mapped[Provider] = relationship(back_populates="evidence")
