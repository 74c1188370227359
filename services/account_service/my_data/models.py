"""A request for one's data, and what the services answered."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import Moment, TextList, UuidKey


class DataRequest(Base):
    """Somebody asked; `answered` are the services that have told all they keep."""

    __tablename__ = "data_requests"
    __table_args__ = (Index("ix_data_requests_account_id", "account_id", "asked_at"),)

    id: Mapped[UuidKey]
    account_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("accounts.account_id"))
    asked_at: Mapped[Moment]
    # It is forgotten then: what is downloaded need not lie here.
    expires_at: Mapped[Moment]
    answered: Mapped[TextList]


class DataPart(Base):
    """Some records of a name, as one service told them."""

    __tablename__ = "data_parts"

    request_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("data_requests.id", ondelete="CASCADE"), primary_key=True
    )
    service: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    chunk: Mapped[int] = mapped_column(Integer, primary_key=True)
    records: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
