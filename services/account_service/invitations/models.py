"""An invitation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, DateTime, Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import CreatedAt, Moment, TextList, UuidKey


class Invitation(Base):
    """Bound to one address, good for one acceptance within seven days."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index("uq_invitations_token_hash", "token_hash", unique=True),
        Index("ix_invitations_created_at", "created_at", "id"),
    )

    id: Mapped[UuidKey]
    email: Mapped[str] = mapped_column(Text)
    email_key: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, server_default="", default="")
    language: Mapped[str] = mapped_column(Text, server_default="en", default="en")
    roles: Mapped[TextList]
    # The term of the roles, where they are for one.
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    token_hash: Mapped[str] = mapped_column(Text)
    # NULL: invited from the command line of the server.
    invited_by: Mapped[UUID | None] = mapped_column(Uuid)
    invited_by_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    accepted_by: Mapped[UUID | None] = mapped_column(Uuid)
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
