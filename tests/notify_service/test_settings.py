"""What notify_service refuses to start with."""

import pytest

from corridor.settings import SettingsError
from notify_service.settings import NotifySettings

PRODUCTION = {
    "DATABASE_URL_NOTIFY": "postgresql://nobody@127.0.0.1:1/none",
    "CORRIDOR_PRODUCTION": "yes",
    "CORRIDOR_BASE_URL": "https://corridor.example",
    "CORRIDOR_SECRET_KEY": "one",
    "CORRIDOR_INTERNAL_SECRET": "another",
}


def test_production_writes_no_mails_into_files() -> None:
    with pytest.raises(SettingsError, match="CORRIDOR_SMTP_URL"):
        NotifySettings.from_env("notify", PRODUCTION)

    NotifySettings.from_env("notify", {**PRODUCTION, "CORRIDOR_SMTP_URL": "smtp://mail.example"})
