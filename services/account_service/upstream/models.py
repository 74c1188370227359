"""What ties an account to the upstream provider, and the visits there that are under way."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import CreatedAt, Moment, UuidKey


class UpstreamIdentity(Base):
    """A person at the provider: known by issuer and subject, never by the address."""

    __tablename__ = "upstream_identities"
    __table_args__ = (
        Index("uq_upstream_identities_issuer_subject", "issuer", "subject", unique=True),
        Index("ix_upstream_identities_account_id", "account_id"),
    )

    id: Mapped[UuidKey]
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    linked_at: Mapped[CreatedAt]


class UpstreamVisit(Base):
    """A browser sent to the provider; state, nonce and verifier of one round trip."""

    __tablename__ = "upstream_visits"
    __table_args__ = (Index("ix_upstream_visits_expires_at", "expires_at"),)

    state_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    browser_hash: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str] = mapped_column(Text)
    verifier: Mapped[str] = mapped_column(Text)
    return_to: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[Moment]
    returned_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Whom the provider named, while the link to an account waits for its owner's word.
    person: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
