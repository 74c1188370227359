"""Tables on how mails arrive."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse, Moment, UuidKey
from notify_service.db import Base


class Address(Base):
    """How an address fares; by its hash, as the address itself may change hands."""

    __tablename__ = "addresses"
    __table_args__ = (
        Index("ix_addresses_failing", "failing_since", postgresql_where=text("failing_since IS NOT NULL")),
    )

    address_hash: Mapped[str] = mapped_column(primary_key=True)
    # Whose address it was when it was last written to.
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    domain: Mapped[str]
    last_accepted_at: Mapped[Moment | None]
    last_failed_at: Mapped[Moment | None]
    # The first failure of those that go on; an acceptance counts once no report follows it.
    failing_since: Mapped[Moment | None]
    last_answer: Mapped[str] = mapped_column(server_default="", default="")
    # Grows with each bounce, shrinks with the days: see rules.
    score: Mapped[float] = mapped_column(server_default="0", default=0.0)
    scored_at: Mapped[Moment | None]


class Bounce(Base):
    """A report that a mail did not arrive or was not wanted; the report itself is not kept."""

    __tablename__ = "bounces"
    __table_args__ = (
        CheckConstraint("kind IN ('hard', 'soft', 'complaint', 'refused')", name="kind"),
        # A server may report the same mail many times over.
        Index("uq_bounces_mail_kind", "mail_id", "kind", unique=True),
        Index("ix_bounces_happened", "happened_at"),
    )

    id: Mapped[UuidKey]
    mail_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    domain: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="", default="")
    diagnostic: Mapped[str] = mapped_column(server_default="", default="")
    # Whether it names a mail of ours by its signature; what does not is shown and has no effect.
    proven: Mapped[BoolFalse]
    happened_at: Mapped[Moment]


class DomainCheck(Base):
    """What the records of our own domain say: one row for each thing looked at."""

    __tablename__ = "domain_checks"
    __table_args__ = (CheckConstraint("verdict IN ('good', 'weak', 'missing', 'unknown')", name="verdict"),)

    topic: Mapped[str] = mapped_column(primary_key=True)
    domain: Mapped[str]
    verdict: Mapped[str]
    # Which sentence explains it, and the record as it was found.
    finding: Mapped[str]
    record: Mapped[str] = mapped_column(server_default="", default="")
    checked_at: Mapped[Moment]
