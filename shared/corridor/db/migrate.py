"""Schema migrations: the library's own lineage first, then the service's.

Old code must run on the new schema, so a migration only adds; a lock that is not had within five seconds
ends it rather than stopping the site behind it.
"""

import importlib.resources
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, NullPool, create_engine, text

from corridor.messaging.tables import library
from corridor.service import Service

# Any number, the same for all: two processes that migrate one database take turns.
_TURN = 0x0C0221D0


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """A row of migrations and the table that remembers how far they went."""

    folder: Path
    version_table: str
    metadata: MetaData

    def script(self) -> ScriptDirectory:
        config = Config()
        config.set_main_option("script_location", str(self.folder))
        config.set_main_option("path_separator", "os")
        return ScriptDirectory.from_config(config)


def lineages(service: Service) -> list[Lineage]:
    """What makes up the schema of a service, in order."""
    own = Path(str(importlib.resources.files(service.package))) / "migrations"
    return [
        Lineage(
            folder=Path(__file__).parent / "migrations", version_table="library_version", metadata=library
        ),
        Lineage(folder=own, version_table="alembic_version", metadata=service.metadata),
    ]


def migrate(service: Service, url: str) -> None:
    """Bring the database to the newest schema; a second run changes nothing."""
    with _connection(url) as connection:
        connection.execute(text("SELECT pg_advisory_lock(:turn)"), {"turn": _TURN})
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.commit()
        for lineage in lineages(service):
            _upgrade(connection, lineage)


def _upgrade(connection: Connection, lineage: Lineage) -> None:
    script = lineage.script()

    def steps(revision: Any, _context: MigrationContext) -> Any:
        return script._upgrade_revs("head", revision)

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection, version_table=lineage.version_table)
        with environment.begin_transaction():
            environment.run_migrations()
    connection.commit()


def drift(service: Service, url: str) -> list[Any]:
    """What the models say and the migrated database does not, or the reverse; must be empty."""
    ours, theirs = lineages(service)
    with _connection(url) as connection:
        return [
            *_differences(connection, ours, leave=set(theirs.metadata.tables)),
            *_differences(connection, theirs, leave=set(ours.metadata.tables)),
        ]


def _differences(connection: Connection, lineage: Lineage, *, leave: set[str]) -> list[Any]:
    leave = leave | {"alembic_version", "library_version"}

    def include(_item: Any, name: str | None, kind: str, *_: Any) -> bool:
        return kind != "table" or name not in leave

    options = {"include_object": include, "version_table": lineage.version_table}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, lineage.metadata))


def pending(service: Service, url: str) -> bool:
    """Whether the database is older than the code."""
    with _connection(url) as connection:
        return any(_behind(connection, lineage) for lineage in lineages(service))


def _behind(connection: Connection, lineage: Lineage) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table": lineage.version_table})
    return context.get_current_revision() != lineage.script().get_current_head()


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    """A connection of its own, without the limits that pages live under."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
