"""What it keeps: every greeting it took in, and the newest state it was told."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import Base as CorridorBase
from corridor.db import BigKey, UuidKey, new_metadata


class Base(CorridorBase):
    __abstract__ = True
    metadata = new_metadata()


class Greeting(Base):
    """One effect of one handler; two for one event would be one too many, so nothing here is unique."""

    __tablename__ = "greetings"

    id: Mapped[BigKey]
    event_id: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class Mood(Base):
    """The newest mood of somebody; `version` is the sequence of the event that told it."""

    __tablename__ = "moods"

    id: Mapped[UuidKey]
    name: Mapped[str] = mapped_column(Text, unique=True)
    mood: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger)


class Planet(Base):
    """What its migration fills in."""

    __tablename__ = "planets"

    id: Mapped[BigKey]
    name: Mapped[str] = mapped_column(Text)
