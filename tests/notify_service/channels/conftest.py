"""Mail servers for the tests of the mail channel."""

import pytest

from tests.notify_service.channels.odd_server import odd_server


@pytest.fixture
def server():
    with odd_server() as running:
        yield running
