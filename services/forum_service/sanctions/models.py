"""What keeps a member from writing, and what staff note of members."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class Kind(StrEnum):
    """What a sanction does."""

    # Reads, but does not write; in one forum, or in all of them.
    SILENCE = "silence"
    # Neither reads nor writes in the forums.
    SUSPENSION = "suspension"
    # Writes, and a moderator looks at it before it appears.
    APPROVAL = "approval"


class Sanction(Base):
    """A measure on a member, with its reason and its end; over by the clock, or when it is lifted."""

    __tablename__ = "sanctions"
    __table_args__ = (
        CheckConstraint("kind IN ('silence', 'suspension', 'approval')", name="kind"),
        CheckConstraint("ends_at > imposed_at", name="ends_at"),
        Index("ix_sanctions_account_id", "account_id", postgresql_where=text("lifted_at IS NULL")),
    )

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(Text)
    # None: in all forums.
    board_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("boards.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(Text)
    imposed_by: Mapped[UUID] = mapped_column(Uuid)
    imposed_at: Mapped[Moment]
    # None: until it is lifted.
    ends_at: Mapped[Moment | None]
    lifted_by: Mapped[UUID | None] = mapped_column(Uuid)
    lifted_at: Mapped[Moment | None]


class MemberNote(Base):
    """What one of the staff wants the others to know of a member."""

    __tablename__ = "member_notes"
    __table_args__ = (Index("ix_member_notes_account_id", "account_id", "id"),)

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    author_id: Mapped[UUID] = mapped_column(Uuid)
    words: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
