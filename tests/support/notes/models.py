"""Notes and the members who write them."""

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Base as CorridorBase
from corridor.db import BigKey, new_metadata
from corridor.members.models import MemberMixin


class Base(CorridorBase):
    __abstract__ = True
    metadata = new_metadata()


class Member(MemberMixin, Base):
    pass


class Memo(Base):
    """A title and a number to sort by."""

    __tablename__ = "notes"
    __table_args__ = (CheckConstraint("title <> 'forbidden'", name="title"),)

    id: Mapped[BigKey]
    title: Mapped[str] = mapped_column(Text)
    weight: Mapped[int]
