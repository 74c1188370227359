"""The three fixtures every service's tests begin with."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from corridor.service import Service
from corridor.testing.apps import app_for, client_for
from corridor.testing.browser import Browser
from corridor.testing.databases import DATABASES


def service_fixtures(service: Service) -> tuple[Any, Any, Any]:
    """`app, client, session` for a conftest.py: `app, client, session = service_fixtures(SERVICE)`.

    `session` is a session of the test's own on the same database; commit before the app shall see something.
    """

    @pytest.fixture(name="app")
    def app() -> Flask:
        return app_for(service)

    @pytest.fixture(name="client")
    def client() -> Browser:
        return client_for(service)

    @pytest.fixture(name="session")
    def session() -> Iterator[Session]:
        with DATABASES.sessions(service)() as session:
            yield session

    return app, client, session
