"""The sign-in, seen from the service of notes, with account_service beside it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from account_service.service import SERVICE as ACCOUNT
from corridor.auth.state import TRANSPORT_EXTENSION
from corridor.testing import DATABASES, app_for, service_fixtures
from tests.support.notes.service import NOTES

app, client, session = service_fixtures(NOTES)


@pytest.fixture
def accounts() -> Iterator[Session]:
    """The database of account_service."""
    with DATABASES.sessions(ACCOUNT)() as session:
        yield session


@pytest.fixture
def beside(app: Flask) -> Iterator[Flask]:
    """account_service in the same process, as in the all-in-one run."""
    app.extensions[TRANSPORT_EXTENSION] = app_for(ACCOUNT)
    yield app
    app.extensions.pop(TRANSPORT_EXTENSION, None)
