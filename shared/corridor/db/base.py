"""The declarative base; each service derives its own with metadata of its own.

class Base(CorridorBase):
    __abstract__ = True
    metadata = new_metadata()
"""

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, registry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """Metadata under the house's naming convention: every constraint has a name to catch by."""
    return MetaData(naming_convention=NAMING)


class Base(DeclarativeBase):
    """The root of all models; abstract, since each service has its own metadata."""

    __abstract__ = True
    metadata = new_metadata()

    def __init_subclass__(cls, **options: Any) -> None:
        if "metadata" in cls.__dict__:
            # A registry for each service: in one process the "Member" of one is not the "Member" of another.
            cls.registry = cls._sa_registry = registry(metadata=cls.metadata)
        super().__init_subclass__(**options)
