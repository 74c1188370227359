"""Sessions, the declarative base, column types and the one commit."""

from corridor.db.base import Base, new_metadata
from corridor.db.engine import (
    begin_transaction,
    make_engine,
    make_reading_sessions,
    make_sessions,
    transaction,
)
from corridor.db.types import BigKey, BoolFalse, BoolTrue, CreatedAt, Json, Moment, TextList, UuidKey

__all__ = [
    "Base",
    "BigKey",
    "BoolFalse",
    "BoolTrue",
    "CreatedAt",
    "Json",
    "Moment",
    "TextList",
    "UuidKey",
    "begin_transaction",
    "make_engine",
    "make_reading_sessions",
    "make_sessions",
    "new_metadata",
    "transaction",
]
