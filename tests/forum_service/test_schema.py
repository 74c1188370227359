"""The migrations make what the models say."""

from corridor.db.migrate import drift
from corridor.testing import DATABASES
from forum_service.service import SERVICE


def test_models_and_migrations_agree() -> None:
    assert not drift(SERVICE, DATABASES.of(SERVICE).url)
