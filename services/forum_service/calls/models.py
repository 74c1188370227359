"""What a consensus call is, who spoke in it, and how it was extended."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class Speaks(StrEnum):
    """Who has one voice in a call."""

    PERSON = "person"
    PARTY = "party"
    ORGANISATION = "organisation"


class Stance(StrEnum):
    """Where somebody stands on a proposed text."""

    SUPPORT = "support"
    CONCERN = "concern"
    OBJECTION = "objection"


class Decision(StrEnum):
    """What the chair concludes from a call."""

    ADOPTED = "adopted"
    NOTED = "adopted_with_concerns"
    NOT_ADOPTED = "not_adopted"


class Call(Base):
    """A proposed text on which members of a topic say where they stand until a moment.

    Planned, open and closed follow from the clock alone. The worker's marks (`opened_told_at`,
    `closed_told_at`, `remind_at`) only say whom it has told.
    """

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("speaks IN ('person', 'party', 'organisation')", name="speaks"),
        CheckConstraint("opens_at < closes_at", name="times"),
        CheckConstraint("length(raw) <= 32000", name="length"),
        CheckConstraint("decision IN ('adopted', 'adopted_with_concerns', 'not_adopted')", name="decision"),
        Index("ix_calls_topic_id", "topic_id"),
        Index("ix_calls_closes_at", "closes_at", postgresql_where=text("withdrawn_at IS NULL")),
        Index("ix_calls_to_open", "opens_at", postgresql_where=text("opened_told_at IS NULL")),
        Index("ix_calls_to_remind", "remind_at", postgresql_where=text("remind_at IS NOT NULL")),
        Index("ix_calls_to_close", "closes_at", postgresql_where=text("closed_told_at IS NULL")),
    )

    id: Mapped[BigKey]
    topic_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("topics.id", ondelete="CASCADE"))
    opened_by: Mapped[UUID] = mapped_column(Uuid)
    title: Mapped[str] = mapped_column(Text)
    raw: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    speaks: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    opened_told_at: Mapped[Moment | None]
    # When those who have not spoken are reminded next.
    remind_at: Mapped[Moment | None]
    closed_told_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_because: Mapped[str] = mapped_column(Text, server_default="", default="")
    decision: Mapped[str | None] = mapped_column(Text)
    outcome_post_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("posts.id", ondelete="SET NULL")
    )
    outcome_at: Mapped[Moment | None]


class Voice(Base):
    """Where somebody stood at a time; `key` says whose voice it is: a person's, Party's or organisation's.

    What was said before stays: the newer one has `replaced_at` NULL, of each key one at most.
    """

    __tablename__ = "call_voices"
    __table_args__ = (
        CheckConstraint("stance IN ('support', 'concern', 'objection')", name="stance"),
        CheckConstraint("length(reason) <= 4000", name="length"),
        CheckConstraint("stance = 'support' OR reason <> ''", name="reason"),
        Index(
            "uq_call_voices_current",
            "call_id",
            "key",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
        ),
        Index("ix_call_voices_account_id", "account_id"),
    )

    id: Mapped[BigKey]
    call_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("calls.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Text)
    # An organisation as it was written then; a Party's code; nothing for a person, whose name is looked up.
    label: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID] = mapped_column(Uuid)
    stance: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    spoken_at: Mapped[Moment]
    replaced_at: Mapped[Moment | None]


class Extension(Base):
    """A closing time moved to a later one, and why."""

    __tablename__ = "call_extensions"
    __table_args__ = (Index("ix_call_extensions_call_id", "call_id"),)

    id: Mapped[BigKey]
    call_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("calls.id", ondelete="CASCADE"))
    closed_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    reason: Mapped[str] = mapped_column(Text)
    extended_by: Mapped[UUID] = mapped_column(Uuid)
    extended_at: Mapped[Moment]
