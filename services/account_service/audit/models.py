"""The record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import BigKey, Json


class AuditRow(Base):
    """One act. The database refuses to change or delete rows; each carries the hash of the one before."""

    __tablename__ = "audit_rows"
    __table_args__ = (Index("ix_audit_rows_subject_id", "subject_id", "id"),)

    id: Mapped[BigKey]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Names as they were: the record must read the same when people are renamed.
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    actor_name: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    subject_name: Mapped[str] = mapped_column(Text)
    # What was done ("role_granted") and to what ("focal_point:KE").
    act: Mapped[str] = mapped_column(Text)
    object: Mapped[str] = mapped_column(Text)
    # Cut to the network: enough to see a pattern, too little to follow a person.
    ip: Mapped[str] = mapped_column(Text)
    details: Mapped[Json]
    previous_hash: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)
