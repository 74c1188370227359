"""What a digest has told beyond the items of the inbox, which bear their own mark."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Moment
from notify_service.db import Base


class ToldDate(Base):
    """A date that a digest announced: told once, and again only when it moves."""

    __tablename__ = "told_dates"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    starts_at: Mapped[Moment] = mapped_column(primary_key=True)
    digest_id: Mapped[UUID] = mapped_column(index=True)
