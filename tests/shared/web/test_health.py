"""What machines ask."""

import pytest

from corridor.testing import settings_for
from corridor.web.health import add_probe
from tests.support.notes.service import NOTES, create_app

pytestmark = pytest.mark.integration


def test_the_process_answers(client):
    assert client.get("/notes/healthz").text == "ok\n"


def test_it_is_ready_with_its_database(client):
    assert client.get("/notes/readyz").status_code == 200


def test_without_its_database_it_lives_but_is_not_ready():
    app = create_app(settings_for(NOTES, database_url="postgresql://nobody@127.0.0.1:1/none"))
    client = app.test_client()

    assert client.get("/notes/healthz").status_code == 200
    assert client.get("/notes/readyz").status_code == 503
    assert client.get("/notes").status_code == 503


def test_a_service_adds_what_else_it_needs():
    app = create_app(settings_for(NOTES))
    add_probe(app, "broker", lambda: False)

    answer = app.test_client().get("/notes/readyz")

    assert (answer.status_code, answer.text) == (503, "not ready: broker\n")
    app.extensions["corridor"].engine.dispose()


def test_figures_are_for_the_machine_itself(client):
    client.get("/notes")

    assert 'endpoint="notes.index"' in client.get("/notes/metrics").text
    assert client.get("/notes/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404
    assert client.get("/notes/metrics", environ_base={"REMOTE_ADDR": "10.0.0.1"}).status_code == 404


def test_made_up_methods_fill_no_memory(client):
    for word in ("SPELL", "CHARM"):
        client.open("/notes", method=word)

    figures = client.get("/notes/metrics").text
    assert 'method="other"' in figures
    assert "SPELL" not in figures
