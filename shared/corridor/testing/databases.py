"""The databases of a test session: a migrated template for each service, a clone for each worker process.

After each test everything it committed is emptied again, so app code runs with its real commits.
"""

import importlib
from collections.abc import Iterator, Mapping
from functools import cached_property

import psycopg
from psycopg import Connection, sql
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from corridor.db import make_engine, make_sessions
from corridor.db.migrate import migrate
from corridor.service import Service
from corridor.testing import run

NAMES = ("account", "forum", "matchmaking", "notify")


def service_named(name: str) -> Service:
    """A service of the house, by its short name."""
    found: Service = importlib.import_module(f"{name}_service.service").SERVICE
    return found


class Clone:
    """One worker's database of one service."""

    def __init__(self, service: Service, url: str) -> None:
        self.service = service
        self.url = url
        self._connection: Connection | None = None
        self._kept = self._remember_reference_rows()

    @cached_property
    def engine(self) -> Engine:
        from corridor.testing.apps import settings_for

        return make_engine(settings_for(self.service))

    @cached_property
    def sessions(self) -> sessionmaker[Session]:
        return make_sessions(self.engine)

    def reset(self) -> None:
        """Empty every table that was written to since it was last empty; restore what migrations put in."""
        written = [name for (name,) in self._run(_WRITTEN).fetchall()]
        changed = [name for name in self._kept if self._fingerprint(name) != self._kept[name]]
        names = [name for name in written if name not in self._kept] + changed
        if names:
            self._empty(names)
        for name in changed:
            self._restore(name)

    def close(self) -> None:
        """Give all connections back."""
        if self._connection is not None:
            self._connection.close()
        if "engine" in self.__dict__:
            self.engine.dispose()

    def _run(self, statement: str | sql.Composed) -> psycopg.Cursor:
        if self._connection is None or self._connection.closed:
            options = "-c lock_timeout=2000 -c client_min_messages=warning"
            self._connection = psycopg.connect(self.url, autocommit=True, options=options)
        return self._connection.execute(statement)

    def _empty(self, names: list[str]) -> None:
        tables = sql.SQL(", ").join(sql.Identifier("public", name) for name in names)
        try:
            self._run(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
        except psycopg.errors.LockNotAvailable as error:
            left = self._run(_LEFT_OPEN).fetchall()
            raise AssertionError(f"The test left a transaction open; its last statement: {left}") from error

    def _remember_reference_rows(self) -> dict[str, tuple[object, ...]]:
        """Tables that a migration filled; a copy of each lies in a schema of its own."""
        names = [name for (name,) in self._run(_WRITTEN).fetchall()]
        if names:
            self._run("CREATE SCHEMA pristine")
        for name in names:
            statement = "CREATE TABLE pristine.{0} AS TABLE public.{0}"
            self._run(sql.SQL(statement).format(sql.Identifier(name)))
        return {name: self._fingerprint(name) for name in names}

    def _fingerprint(self, name: str) -> tuple[object, ...]:
        statement = "SELECT count(*), max(xmin::text::bigint) FROM public.{}"
        row = self._run(sql.SQL(statement).format(sql.Identifier(name))).fetchone()
        return tuple(row or ())

    def _restore(self, name: str) -> None:
        columns = self._run(sql.SQL(_PLAIN_COLUMNS).format(sql.Literal(f"public.{name}"))).fetchall()
        statement = sql.SQL(
            "INSERT INTO public.{0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM pristine.{0}"
        )
        listed = sql.SQL(", ").join(sql.Identifier(column) for (column,) in columns)
        self._run(statement.format(sql.Identifier(name), listed))
        for (column,) in self._run(
            sql.SQL(_COUNTED_COLUMNS).format(sql.Literal(f"public.{name}"))
        ).fetchall():
            self._count_on(name, column)
        self._kept[name] = self._fingerprint(name)

    def _count_on(self, name: str, column: str) -> None:
        """The rows came back with their numbers: new ones go on behind them."""
        statement = "SELECT setval(pg_get_serial_sequence({0}, {1}), max({2})) FROM public.{3}"
        names = (sql.Literal(f"public.{name}"), sql.Literal(column), sql.Identifier(column))
        self._run(sql.SQL(statement).format(*names, sql.Identifier(name)))


# A table that was never written to since its creation or TRUNCATE has no page.
_WRITTEN = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
AND relname NOT IN ('alembic_version', 'library_version')
"""
_PLAIN_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = {}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
_COUNTED_COLUMNS = """
SELECT attname FROM pg_attribute WHERE attrelid = {}::regclass AND attidentity <> '' AND NOT attisdropped
"""
_LEFT_OPEN = """
SELECT pid, state, query FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
"""


class Databases(Mapping[str, str]):
    """Service name -> URL of this worker's database of it; made on first use."""

    def __init__(self) -> None:
        self._clones: dict[str, Clone] = {}

    def __getitem__(self, name: str) -> str:
        return self.of(service_named(name)).url

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)

    def of(self, service: Service) -> Clone:
        """The clone of a service's template."""
        if service.name not in self._clones:
            self._clones[service.name] = Clone(service, _clone(service))
        return self._clones[service.name]

    def sessions(self, service: Service) -> sessionmaker[Session]:
        """A session factory on the service's database."""
        return self.of(service).sessions

    def reset(self) -> None:
        for clone in self._clones.values():
            clone.reset()

    def close(self) -> None:
        for clone in self._clones.values():
            clone.close()
        self._clones.clear()


def new_database(name: str) -> str:
    """An empty database on the session's server; its URL."""
    _admin(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url_of(name)


def url_of(name: str) -> str:
    """The URL of a database on the session's server."""
    return run.server_url("postgres").rpartition("/")[0] + f"/{name}"


def _clone(service: Service) -> str:
    name = f"{service.name}_{run.worker()}"
    template = _template(service)
    with run.turn(f"template-{service.name}"):
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        _admin(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return url_of(name)


def _template(service: Service) -> str:
    """The name of the service's migrated template; made by the first worker that needs it."""
    name = f"{service.name}_template"
    made = run.folder() / f"template-{service.name}.made"
    with run.turn(f"template-{service.name}"):
        if not made.exists():
            migrate(service, new_database(name))
            made.touch()
    return name


def _admin(statement: sql.Composed) -> None:
    with psycopg.connect(run.server_url("postgres"), autocommit=True) as connection:
        connection.execute(statement)


DATABASES = Databases()


def close() -> None:
    """Give all connections back."""
    DATABASES.close()
