"""A site that signs people in through us."""

from uuid import UUID

from sqlalchemy import Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from account_service.db import Base
from corridor.db import CreatedAt


class ConnectPartner(Base):
    """Known by the host that answers go to; the secret signs both ways, so it is kept as it is."""

    __tablename__ = "connect_partners"

    host: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    created_by: Mapped[UUID] = mapped_column(Uuid)
    created_at: Mapped[CreatedAt]
