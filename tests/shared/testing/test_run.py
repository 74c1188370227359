"""A test session leaves no server and no file behind, even when it is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

pytestmark = pytest.mark.integration

SESSION = """
from corridor.testing import run
run.begin()
print(run.folder(), run.server_url("postgres"), flush=True)
input()
run.end()
"""


@pytest.fixture
def session():
    """Another test session: its process, its folder, the URL of its database."""
    environ = {name: value for name, value in os.environ.items() if name != "CORRIDOR_TEST_RUN"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", SESSION], env=environ, **pipes) as process:
        folder, url = process.stdout.readline().split()
        psycopg.connect(url).close()
        yield process, Path(folder), url
        process.kill()


def gone(url):
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return True
    return False


def test_a_session_that_ends_takes_everything_along(session):
    process, folder, url = session

    process.communicate("\n")

    assert not folder.exists()
    assert gone(url)


def test_a_session_that_is_killed_leaves_no_server(session):
    process, folder, url = session

    process.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 30
    while folder.exists() or not gone(url):
        assert time.monotonic() < deadline
        time.sleep(0.1)
