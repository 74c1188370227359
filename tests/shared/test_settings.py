"""Settings are read once, typed, and refuse what cannot be meant."""

from pathlib import Path

import pytest

from corridor.settings import Settings, SettingsError

URL = {"DATABASE_URL_FORUM": "postgresql://forum@127.0.0.1/forum"}


def test_reads_each_field_from_its_variable() -> None:
    environ = URL | {"CORRIDOR_VAR": "/srv/corridor", "CORRIDOR_PRODUCTION": "no", "CORRIDOR_DB_POOL": "3"}

    settings = Settings.from_env("forum", environ)

    assert settings.database_url == URL["DATABASE_URL_FORUM"]
    assert settings.var == Path("/srv/corridor")
    assert settings.db_pool == 3
    assert settings.amqp_url is None


def test_reads_the_broker_under_its_usual_name() -> None:
    settings = Settings.from_env("forum", URL | {"AMQP_URL": "amqp://127.0.0.1"})

    assert settings.amqp_url == "amqp://127.0.0.1"


def test_names_the_missing_database() -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL_NOTIFY is not set"):
        Settings.from_env("notify", URL)


@pytest.mark.parametrize(
    ("name", "value"), [("CORRIDOR_PRODUCTION", "perhaps"), ("CORRIDOR_DB_POOL", "many")]
)
def test_names_the_variable_that_is_wrong(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env("forum", URL | {name: value})


def test_refuses_the_printed_keys_in_production() -> None:
    with pytest.raises(SettingsError, match="CORRIDOR_SECRET_KEY"):
        Settings.from_env("forum", URL | {"CORRIDOR_PRODUCTION": "yes"})


def test_refuses_plain_http_in_production() -> None:
    keys = {"CORRIDOR_SECRET_KEY": "a", "CORRIDOR_INTERNAL_SECRET": "b", "CORRIDOR_PRODUCTION": "yes"}

    with pytest.raises(SettingsError, match="https"):
        Settings.from_env("forum", URL | keys | {"CORRIDOR_BASE_URL": "http://corridor.example"})
