"""The declarative base of this service."""

from corridor.db import Base as CorridorBase
from corridor.db import new_metadata


class Base(CorridorBase):
    """All tables of matchmaking."""

    __abstract__ = True
    metadata = new_metadata()
