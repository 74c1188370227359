"""An API key."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import CreatedAt, Moment, TextList


class ApiKey(Base):
    """A key by the hash of its secret; the first eight characters name it."""

    __tablename__ = "api_keys"
    __table_args__ = (
        Index("uq_api_keys_digest", "digest", unique=True),
        Index("ix_api_keys_account_id", "account_id", "created_at"),
        Index(
            "uq_api_keys_client_id",
            "account_id",
            "client_id",
            unique=True,
            postgresql_where=text("client_id IS NOT NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    name: Mapped[str] = mapped_column(Text)
    # The app that asked for it; such a key lives on as long as it is used.
    client_id: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    scopes: Mapped[TextList]
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[Moment]
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
