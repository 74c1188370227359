"""The declarative base of account_service."""

from corridor.db import Base as CorridorBase
from corridor.db import new_metadata


class Base(CorridorBase):
    """What all models of this service derive from."""

    __abstract__ = True
    metadata = new_metadata()
