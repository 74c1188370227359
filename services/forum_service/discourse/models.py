"""What the interface for programs keeps for itself."""

from uuid import UUID

from sqlalchemy import Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class ProgramAct(Base):
    """A call that a key of the secretariat made in somebody else's name; only ever added to."""

    __tablename__ = "program_acts"

    id: Mapped[BigKey]
    at: Mapped[Moment]
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    as_id: Mapped[UUID] = mapped_column(Uuid)
    key_session: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
