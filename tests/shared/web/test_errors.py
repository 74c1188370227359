"""Every error is a page for people and a problem for programs."""

import pytest

from corridor.testing import ALICE, sign_in
from tests.shared.web.pages import text, texts

pytestmark = pytest.mark.integration
PROGRAM = {"Accept": "application/json"}


def test_an_absent_page_is_a_404_in_the_layout(client):
    answer = client.get("/notes/77")

    assert answer.status_code == 404
    assert text(answer, "main h1") == "Nothing here"
    assert text(answer, ".lede") == "There is no such note."
    assert answer.headers["X-Request-Id"] in answer.text


def test_a_program_gets_a_problem(client):
    answer = client.get("/notes/77", headers=PROGRAM)

    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == 404
    assert answer.json["code"] == "not_found"


def test_paths_of_the_api_answer_programs_whatever_they_accept(client):
    assert client.get("/notes/api/v1/nothing").content_type == "application/problem+json"


def test_a_wrong_method_says_which_are_right(client):
    for path in ("/notes", "/notes/api/v1/notes"):
        answer = client.delete(path)

        assert answer.status_code == 405
        assert answer.headers["Allow"]


def test_an_unexpected_error_shows_nothing_of_itself(client, capsys):
    answer = client.get("/notes/trouble/unknown")

    assert answer.status_code == 500
    assert "secret of the house" not in answer.text
    assert answer.headers["X-Request-Id"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "status"), [("conflict", 409), ("many", 429), ("away", 503), ("number", 400), ("huge", 400)]
)
def test_domain_and_database_errors_have_their_status(client, kind, status):
    assert client.get(f"/notes/trouble/{kind}").status_code == status


def test_waiting_times_are_told(client):
    assert client.get("/notes/trouble/many").headers["Retry-After"] == "7"
    assert client.get("/notes/trouble/away").headers["Retry-After"]


def test_what_was_typed_is_shown_again_and_may_be_sent_again(client):
    long = "a thought that took an hour to write, and then the service was away"

    answer = client.post("/notes/trouble/away", data={"body": long, "_key": "k1"})

    assert long in texts(answer, "textarea.kept")
    assert text(answer, "form[action='/notes/trouble/away'] button") == "Send it again"


def test_passwords_are_never_shown_again(client):
    answer = client.post("/notes/trouble/away", data={"password": "x" * 60, "body": "y" * 60})

    assert "x" * 60 not in answer.text
    assert "Send it again" not in answer.text


def test_too_much_is_a_413(client):
    sign_in(client, ALICE)

    answer = client.post("/notes/new", data={"title": "x" * 3_000_000})

    assert answer.status_code == 413


def test_errors_speak_the_readers_language_tag(client):
    answer = client.get("/notes/77", headers={"Accept-Language": "ar"})

    assert '<html lang="ar" dir="rtl"' in answer.text


def test_errors_of_the_api_name_the_fields(client):
    sign_in(client, ALICE)

    answer = client.post("/notes/api/v1/notes", json={"weight": 2**63, "admin": True})

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"title", "weight", "admin"}
