"""Makes databases and keys ready: migrations at each start, the demo world once."""

from collections.abc import Callable, Mapping
from pathlib import Path

from account_service.keys import make_keys
from allinone.services import ACCOUNT, SERVICES, settings_of
from corridor.cli import show_progress
from corridor.db import make_engine, make_sessions, transaction
from corridor.db.migrate import migrate
from corridor.service import Scale, Service

Tell = Callable[[str], None]


def make_signing_key(environ: Mapping[str, str]) -> None:
    """Make the key that signs tokens, unless it is there."""
    settings = settings_of(ACCOUNT, environ)
    make_keys(Path(settings.signing_key), Path(settings.jwks))


def migrate_all(environ: Mapping[str, str], *, tell: Tell) -> None:
    """Bring each service's database to its newest schema."""
    for service in SERVICES:
        tell(f"Database of {service.package}")
        migrate(service, settings_of(service, environ).database_url)


def seed_all(environ: Mapping[str, str], *, var: Path, tell: Tell) -> None:
    """Load the demo world, unless an earlier start finished doing so.

    Each service seeds in one transaction and skips what is there: the next start makes good a killed one.
    """
    done = var / "seeded"
    if done.exists():
        return
    for service in SERVICES:
        tell(f"Demo world of {service.package}")
        _seed(service, environ)
    done.touch()


def _seed(service: Service, environ: Mapping[str, str]) -> None:
    if service.seed is None:
        return
    settings = settings_of(service, environ)
    engine = make_engine(settings)
    with transaction(make_sessions(engine)) as session:
        service.seed(session, settings, scale=Scale(), progress=show_progress)
    engine.dispose()
