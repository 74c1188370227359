"""The migrations make what the models say."""

from corridor.db.migrate import drift
from notify_service.service import SERVICE


def test_models_and_migrations_agree(databases):
    assert drift(SERVICE, databases["notify"]) == []
