"""Services as the tests run them: real settings, a real database, a browser that keeps cookies."""

from dataclasses import replace
from functools import cache
from typing import Any

from flask import Flask

from corridor.service import Service
from corridor.settings import Settings
from corridor.testing import run, tokens
from corridor.testing.browser import Browser
from corridor.testing.databases import DATABASES

BASE_URL = "http://localhost"


def settings_for(service: Service, **changes: Any) -> Any:
    """The settings a service has in tests; `changes` sets further fields."""
    return replace(_settings(service), **changes)


@cache
def _settings(service: Service) -> Settings:
    keys = tokens.key_files()
    environ = {
        f"DATABASE_URL_{service.name.upper()}": DATABASES.of(service).url,
        "CORRIDOR_BASE_URL": BASE_URL,
        "CORRIDOR_ACCOUNT_URL": BASE_URL,
        "CORRIDOR_SECRET_KEY": "secret key of the tests",
        "CORRIDOR_INTERNAL_SECRET": "internal secret of the tests",
        "CORRIDOR_JWKS": str(keys / "jwks.json"),
        "CORRIDOR_SIGNING_KEY": str(keys / "signing.json"),
        "CORRIDOR_VAR": str(run.folder() / f"var-{run.worker()}"),
    }
    return service.settings.from_env(service.name, environ)


_apps: dict[str, Flask] = {}


def app_for(service: Service) -> Flask:
    """The service's app on the test settings; made once per worker process."""
    if service.name not in _apps:
        app = service.create_app(_settings(service))
        app.testing = True
        app.test_client_class = Browser
        _apps[service.name] = app
    return _apps[service.name]


def client_for(service: Service) -> Browser:
    """A fresh browser on the service's app; nobody is signed in."""
    client = app_for(service).test_client()
    assert isinstance(client, Browser)
    return client


def close() -> None:
    """Give back the connections of all apps."""
    for app in _apps.values():
        app.extensions["corridor"].engine.dispose()
    _apps.clear()
    _settings.cache_clear()
