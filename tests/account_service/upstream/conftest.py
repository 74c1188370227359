"""A real provider process, and an account_service that knows it."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests

from account_service.service import SERVICE
from corridor.testing import Browser, settings_for
from tests.support.oidc_provider import CLIENT_ID, CLIENT_SECRET


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The provider's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    provider = subprocess.Popen([sys.executable, "-m", "tests.support.oidc_provider", str(port)])
    try:
        _wait_for(f"http://127.0.0.1:{port}/jwks")
        yield f"http://127.0.0.1:{port}"
    finally:
        provider.terminate()
        provider.wait(10)


def _wait_for(url: str) -> None:
    session = requests.Session()
    retries = requests.adapters.Retry(total=60, connect=60, backoff_factor=0.05, backoff_max=0.5)
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=retries))
    with session, session.get(url, timeout=5) as answer:
        answer.raise_for_status()


@pytest.fixture(scope="session")
def upstream_app(issuer):
    app = SERVICE.create_app(
        settings_for(SERVICE, oidc_issuer=issuer, oidc_client_id=CLIENT_ID, oidc_client_secret=CLIENT_SECRET)
    )
    app.testing = True
    app.test_client_class = Browser
    yield app
    app.extensions["corridor"].engine.dispose()


@pytest.fixture
def client(upstream_app):
    """A browser on that service."""
    return upstream_app.test_client()
