"""The local copy of a group."""

from sqlalchemy import BigInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse, BoolTrue
from forum_service.db import Base


class Group(Base):
    """A group as account_service tells of it; its members hold the role `group:<slug>`."""

    __tablename__ = "groups"

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default="", default="")
    # Whether members outside of the group may write to it.
    writable: Mapped[BoolFalse]
    active: Mapped[BoolTrue]
    # The sequence of the newest event this row shows.
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)
