"""The pytest plugin of the house (`-p corridor.testing.plugin`, set in pyproject.toml).

A service's tests need one conftest.py:

    # tests/forum/conftest.py
    from corridor.testing import service_fixtures
    from forum_service.service import SERVICE

    app, client, session = service_fixtures(SERVICE)

and read like this:

    from corridor.testing import ALICE, sign_in

    def test_a_member_opens_a_topic(client, session):
        sign_in(client, ALICE)

        answer = client.post("/forum/topics", data={"title": "Wetlands"})

        assert answer.status_code == 303
        assert session.scalar(select(Topic.title)) == "Wetlands"

The database is a real, private PostgreSQL, started when the first test asks for it and shared by all worker
processes. App and test commit as they like: after each test whatever was written is emptied (what migrations
put in comes back), sequences begin at 1 again. `session` must be committed before the app can see its rows.

`sign_in(client, ALICE)` makes the persona a member of that service and gives the browser a really signed
token; further people by `persona("grace", "focal_point:KE")`. `add_member(session, Member, BOB)` only adds
the row. POST and the like carry the form token by themselves; `client.post(..., csrf=False)` leaves it out.

Events: `deliver(FORUM, NOTIFY)` moves what the services recorded to whom it concerns and works it until all
is quiet; an exception of a handler fails the test. `settings_for(SERVICE, smtp_url=mailbox.url)` are the
settings of the tests. Fixtures beyond that: `postgres_url`, `databases`, `service_sessions`, `mailbox`,
`rabbitmq` (for tests marked rabbitmq).
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from corridor.service import Service
from corridor.testing import run


def pytest_configure(config: pytest.Config) -> None:
    """The first process opens the session; xdist's workers find it in their environment."""
    if not hasattr(config, "workerinput"):
        run.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the private servers with the session."""
    if not hasattr(config, "workerinput"):
        run.end()


@pytest.fixture(scope="session", autouse=True)
def _give_connections_back() -> Iterator[None]:
    yield
    for name in ("apps", "databases"):
        module = _if_used(name)
        if module is not None:
            module.close()


@pytest.fixture(autouse=True)
def _empty_databases() -> Iterator[None]:
    """Set up before all other fixtures of a test, so torn down after them."""
    yield
    databases = _if_used("databases")
    if databases is not None:
        databases.DATABASES.reset()


def _if_used(name: str) -> Any:
    """A module of corridor.testing, if a test has imported it: a test of a pure rule pays for nothing."""
    return sys.modules.get(f"corridor.testing.{name}")


@pytest.fixture
def databases() -> Mapping[str, str]:
    """Service name -> URL of its database."""
    from corridor.testing.databases import DATABASES

    return DATABASES


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """An empty database of this worker's own, for what no service has."""
    from corridor.testing.databases import new_database

    return new_database(f"plain_{run.worker()}")


@pytest.fixture
def service_sessions() -> Callable[[Service], sessionmaker[Session]]:
    """`service_sessions(SERVICE)` is a session factory on its database."""
    from corridor.testing.databases import DATABASES

    return DATABASES.sessions


@pytest.fixture
def mailbox() -> Iterator[object]:
    """A mail server that keeps what it gets: `.url`, `.mails`, `.to(address)`."""
    from corridor.testing.mailbox import open_mailbox

    with open_mailbox() as box:
        yield box


@pytest.fixture(scope="session")
def rabbitmq() -> str:
    """The URL of this worker's virtual host on the session's private node.

    Tests that stop the broker run a node of their own (corridor.testing.rabbitmq.PrivateRabbit).
    """
    from corridor.testing.rabbitmq import PrivateRabbit

    run.server_url("rabbitmq")
    node = PrivateRabbit(run.folder() / "rabbitmq" / "node")
    return node.add_virtual_host(run.worker())
