"""The forum and the accounts on a real port, and programs that call them."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from account_service.api_keys.actions import make_key
from account_service.audit.actions import Actor
from account_service.service import SERVICE as ACCOUNT
from allinone.web import ByFirstSegment
from corridor import clock
from corridor.auth.state import TRANSPORT_EXTENSION
from corridor.demo import Person
from corridor.testing import ALICE, BOB, DATABASES, SECRETARY, app_for, deliver
from forum_service.service import SERVICE as FORUM
from tests.account_service.world import open_account
from tests.forum_service.discourse.clients import VERSIONS, client_class

# Who may not have the last one is made a key without it.
ALL = ["forum:read", "forum:write", "forum:accounts"]
KeyOf = Callable[..., str]
Speak = Callable[..., Any]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the interface on a live server."""
    forum, account = app_for(FORUM), app_for(ACCOUNT)
    forum.extensions[TRANSPORT_EXTENSION] = account.extensions[TRANSPORT_EXTENSION] = account
    server = make_server("127.0.0.1", 0, ByFirstSegment({"/account": account}, forum), threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}/forum/discourse"
    server.shutdown()
    running.join()
    forum.extensions.pop(TRANSPORT_EXTENSION, None)


@pytest.fixture
def accounts() -> Iterator[Session]:
    """The database of the accounts."""
    with DATABASES.sessions(ACCOUNT)() as session:
        yield session


@pytest.fixture
def key_of(accounts: Session) -> KeyOf:
    """The key of somebody, whose account is opened if need be: `key_of(ALICE)`."""
    known: dict[str, Any] = {}

    def key(who: Person, scopes: list[str] = ALL) -> str:
        if who.handle not in known:
            known[who.handle] = open_account(accounts, who, password=False)
            deliver(ACCOUNT, FORUM)
        actor = Actor(id=None, name="The tests")
        _key, secret = make_key(
            accounts, known[who.handle], "program", scopes=scopes, days=30, actor=actor, now=clock.now()
        )
        accounts.commit()
        return secret

    return key


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """Each of the two clients in turn."""
    return str(request.param)


@pytest.fixture
def speak(version: str, site: str, key_of: KeyOf) -> Speak:
    """A client that speaks for somebody: `speak(ALICE).latest_topics()`."""

    def client(who: Person, scopes: list[str] = ALL) -> Any:
        return client_class(version)(site, api_username=who.handle, api_key=key_of(who, scopes), timeout=20)

    return client


@pytest.fixture
def alice_speaks(speak: Speak) -> Any:
    return speak(ALICE)


@pytest.fixture
def bob_speaks(speak: Speak) -> Any:
    return speak(BOB)


@pytest.fixture
def secretary_speaks(speak: Speak) -> Any:
    return speak(SECRETARY)
