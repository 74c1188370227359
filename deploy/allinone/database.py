"""Where the data is: a server that was given by address, else a PostgreSQL of this house."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from allinone.house import CannotStart
from corridor.db.embedded import PrivatePostgres
from corridor.settings import env_name


@contextmanager
def databases(names: Sequence[str], *, var: Path, environ: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """The database of each service as settings, for as long as the block lasts."""
    variables = [env_name("database_url", service=name) for name in names]
    given = {variable: environ[variable] for variable in variables if environ.get(variable)}
    if len(given) == len(variables):
        yield given
    elif given:
        missing = ", ".join(variable for variable in variables if variable not in given)
        raise CannotStart(f"some databases are given and others are not: set {missing} as well.")
    else:
        with PrivatePostgres(var / "postgres") as server:
            for name in names:
                server.create_database(name)
            yield {env_name("database_url", service=name): server.url(name) for name in names}
