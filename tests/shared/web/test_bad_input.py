"""Hostile and broken input ends as 4xx."""

import pytest

from corridor.testing import ALICE, sign_in

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    "path",
    [
        "/notes/99999999999999999999",
        "/notes/9223372036854775808",
        "/notes/" + "9" * 5000,
        "/notes/-1",
        "/notes/%00",
        "/notes/1%00",
        "/notes/\udcff".encode("utf-8", "surrogateescape"),
    ],
)
def test_numbers_and_bytes_in_paths(client, path):
    assert client.get(path if isinstance(path, str) else path.decode("latin-1")).status_code in (400, 404)


@pytest.mark.parametrize(
    "query", ["after=%00", "after=%ff%fe", "after=x", "after=" + "A" * 4000, "after=1&after=2", "%00=1"]
)
def test_queries(client, query):
    assert client.get(f"/notes?{query}").status_code in (200, 400)


@pytest.mark.parametrize(
    "body",
    [
        b"title=%00abc",
        b"title=%ff%fe%fd",
        b"title=%ed%a0%80abc",
        b"title=a&title=b",
        b"=",
        b"\xff\xfe",
        b"title=" + b"&title=" * 3000,
    ],
)
def test_forms(client, body):
    sign_in(client, ALICE)

    answer = client.post("/notes/new", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (303, 400, 413, 422)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b'{"title": "\\u0000"}',
        b'{"title": "\\ud800"}',
        b'{"title": NaN}',
        b'{"title": "a", "weight": Infinity}',
        b'{"title": "a", "weight": 1e400}',
        b'{"title": {"$gt": ""}}',
        b'{"title": "\xff"}',
        b"[" * 100_000,
        b'{"weight": ' + b"9" * 5000 + b"}",
    ],
)
def test_json(client, body):
    sign_in(client, ALICE)

    answer = client.post("/notes/api/v1/notes", data=body, content_type="application/json")

    assert 400 <= answer.status_code < 500
    assert answer.content_type == "application/problem+json"


def test_json_sent_as_a_form_is_refused(client):
    sign_in(client, ALICE)

    assert client.post("/notes/api/v1/notes", data="title=x").status_code in (400, 415, 422)


def test_a_foreign_host_is_refused(client):
    assert client.get("/notes", headers={"Host": "evil.example"}).status_code == 400


def test_a_character_the_database_refuses_is_not_our_failure(client):
    assert client.get("/notes/trouble/stored").status_code == 400
