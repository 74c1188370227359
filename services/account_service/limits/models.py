"""Counters of tries."""

from datetime import datetime

from sqlalchemy import DateTime, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base


class TryCount(Base):
    """How often a key was hit in a window. UNLOGGED: a crash forgets it, and that is fine."""

    __tablename__ = "try_counts"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    window: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
