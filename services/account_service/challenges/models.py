"""A code or link on its way to an address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, Integer, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import CreatedAt, Json, Moment, UuidKey


class Challenge(Base):
    """Proof of an address, asked for by one browser for one purpose."""

    __tablename__ = "challenges"
    __table_args__ = (
        Index("uq_challenges_token_hash", "token_hash", unique=True),
        Index("ix_challenges_email_key", "email_key"),
        Index("ix_challenges_expires_at", "expires_at"),
    )

    id: Mapped[UuidKey]
    # confirm_email, sign_in, reset_password, invitation or upstream.
    purpose: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    email_key: Mapped[str] = mapped_column(Text)
    # NULL: there is no account, and the row only makes the pages look and cost the same.
    account_id: Mapped[UUID | None] = mapped_column(Uuid)
    # Hash of what the asking browser holds; NULL when the link itself began it.
    browser_hash: Mapped[str | None] = mapped_column(Text)
    code_hash: Mapped[str | None] = mapped_column(Text)
    token_hash: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    # Answers given so far on the way to an account, and where to go afterwards.
    data: Mapped[Json] = mapped_column(server_default=text("'{}'"), default=dict)
    created_at: Mapped[CreatedAt]
    code_expires_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
