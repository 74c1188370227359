"""The work of a page is bounded: so many queries, however long the lists are."""

import pytest

from corridor.demo import person
from corridor.service import Scale, Service
from corridor.testing import Browser, app_for, client_for, service_named, sign_in
from corridor.testing.statements import noting_statements

pytestmark = pytest.mark.integration

# A list asks for its rows and what stands around them; besides, each page asks who reads it.
LIST = 4
TOPIC = 6
WHO = 1


def _quietly(_label: str, _done: int, _total: int) -> None:
    return None


def _seeded(name: str) -> tuple[Service, Browser]:
    """A service with the demo world, read by the secretariat."""
    service = service_named(name)
    app = app_for(service)
    parts = app.extensions["corridor"]
    with parts.sessions.begin() as session:
        assert service.seed is not None
        service.seed(session, parts.settings, scale=Scale(), progress=_quietly)
    return service, sign_in(client_for(service), person("helen.marsh"))


def _asked(service: Service, client: Browser, path: str) -> list[str]:
    """What the page asks the database, once everything that is asked once only has been asked."""
    client.get(path)
    with noting_statements() as statements:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return statements


@pytest.mark.parametrize(
    ("service", "path", "most"),
    [
        ("forum", "/forum", LIST),
        ("forum", "/forum/new", LIST),
        ("forum", "/forum/unread", LIST),
        # One box for posts, topics, people and files, each with its count.
        ("forum", "/forum/search?q=wetland", LIST + 1),
        ("matchmaking", "/match/needs", LIST),
        ("matchmaking", "/match/providers", LIST),
        ("matchmaking", "/match/cases", LIST),
        ("notify", "/notify", LIST),
        ("notify", "/notify/bulletins", LIST),
        ("notify", "/notify/bulletins/desk", LIST),
        ("notify", "/notify/register", LIST),
    ],
)
def test_a_list_stays_under_its_queries(service: str, path: str, most: int) -> None:
    statements = _asked(*_seeded(service), path)

    assert len(statements) <= most + WHO, "\n".join(statements)


def test_a_topic_stays_under_its_queries() -> None:
    service, client = _seeded("forum")
    listed = client.get("/forum").get_data(as_text=True)
    path = listed.partition('class="topic-title" href="')[2].partition('"')[0]

    statements = _asked(service, client, path)

    assert len(statements) <= TOPIC + WHO, "\n".join(statements)
