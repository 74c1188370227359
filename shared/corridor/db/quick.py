"""Reading for the pages that are asked for most: rows straight from the driver, past SQLAlchemy's results.

A statement is written once as SQL with `:name`d values (it is compiled at import), runs on the session's own
connection, and gives named tuples. Half of what such a query costs in Python is saved; what objects need
(identity, lazy columns, type decorators) is not there.
"""

from collections.abc import Mapping
from typing import Any, cast

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Rows = list[Any]
_DIALECT: Any = cast(Any, PGDialect_psycopg)()


class Quick:
    """One prepared statement; `all` and `first` run it."""

    def __init__(self, statement: ClauseElement) -> None:
        self._sql = str(statement.compile(dialect=_DIALECT))

    def all(self, session: Session, values: Mapping[str, Any]) -> Rows:
        """All rows, as named tuples; raises what SQLAlchemy would raise."""
        return self._run(session, values).fetchall()

    def first(self, session: Session, values: Mapping[str, Any]) -> Any:
        """The first row, or None."""
        return self._run(session, values).fetchone()

    def _run(self, session: Session, values: Mapping[str, Any]) -> psycopg.Cursor[Any]:
        driver: Any = session.connection().connection.dbapi_connection
        cursor: psycopg.Cursor[Any] = psycopg.Cursor(driver, row_factory=namedtuple_row)
        try:
            return cursor.execute(self._sql, values)
        except psycopg.Error as error:
            raise _as_usual(self._sql, values, error) from error


def _as_usual(sql: str, values: Mapping[str, Any], error: psycopg.Error) -> BaseException:
    """The error that callers know, whichever way the statement went."""
    return DBAPIError.instance(
        sql, dict(values), error, psycopg.Error, hide_parameters=True, dialect=_DIALECT
    )
