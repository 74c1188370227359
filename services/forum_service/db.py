"""The declarative base of forum_service."""

from corridor.db import Base as CorridorBase
from corridor.db import new_metadata


class Base(CorridorBase):
    """The root of the forum's models."""

    __abstract__ = True
    metadata = new_metadata()
