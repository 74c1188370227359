"""A browser that is signed in, and the secret ids it was given one after another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import BoolFalse, CreatedAt, Moment, UuidKey


class BrowserLogin(Base):
    """A session. Its id stands in tokens and lists; what the browser shows is in `session_ids`."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("ix_sessions_living", "account_id", "last_seen_at", postgresql_where=text("ended_at IS NULL")),
        Index("ix_sessions_expires_at", "expires_at"),
    )

    id: Mapped[UuidKey]
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    # "password", "code", "link", "upstream", "reset", "sign_up", "invitation".
    method: Mapped[str] = mapped_column(Text)
    keep: Mapped[BoolFalse]
    signed_in_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    user_agent: Mapped[str] = mapped_column(Text, server_default="", default="")
    ip: Mapped[str] = mapped_column(Text, server_default="", default="")
    created_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_because: Mapped[str | None] = mapped_column(Text)


class SessionId(Base):
    """A secret id by its hash. A superseded one that comes back late was stolen."""

    __tablename__ = "session_ids"
    __table_args__ = (Index("ix_session_ids_session_id", "session_id"),)

    hash: Mapped[str] = mapped_column(Text, primary_key=True)
    session_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("sessions.id", ondelete="CASCADE"))
    issued_at: Mapped[Moment]
    superseded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
