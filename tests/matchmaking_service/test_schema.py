"""The migrated database is what the models say."""

from corridor.db.migrate import drift
from corridor.testing import DATABASES
from matchmaking_service.service import SERVICE


def test_models_and_migrations_agree() -> None:
    assert drift(SERVICE, DATABASES.of(SERVICE).url) == []
