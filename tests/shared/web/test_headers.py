"""What browsers are told with every answer."""

import pytest

from corridor.testing import ALICE, settings_for, sign_in
from tests.support.notes.service import NOTES, create_app

pytestmark = pytest.mark.integration
PAGES = [
    "/notes",
    "/notes/77",
    "/notes/trouble/unknown",
    "/notes/api/v1/nothing",
    "/notes/healthz",
    "/assets/none",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_locked_down(client, path):
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "'unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"]


def test_private_pages_are_not_kept(client):
    sign_in(client, ALICE)

    answer = client.get("/notes/new")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_no_page_has_inline_scripts_or_styles(client):
    sign_in(client, ALICE)

    for path in ("/notes", "/notes/new", "/notes/77", "/dev/gallery"):
        page = client.get(path).text
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script type="module" src=')


def test_our_cookies_are_locked_down(client):
    answer = client.post("/notes/theme", data={"theme": "dark", "return_to": "/notes"})

    for cookie in answer.headers.getlist("Set-Cookie"):
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_behind_tls_cookies_are_bound_to_the_host():
    app = create_app(settings_for(NOTES, base_url="https://localhost", secret_key="a", internal_secret="b"))

    answer = app.test_client().get("/notes", base_url="https://localhost")

    for cookie in answer.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie.split("; ")
    app.extensions["corridor"].engine.dispose()


def test_the_gallery_is_not_part_of_production():
    settings = settings_for(
        NOTES, base_url="https://localhost", secret_key="a", internal_secret="b", production=True
    )
    app = create_app(settings)

    answer = app.test_client().get("/dev/gallery", base_url="https://localhost")

    assert answer.status_code == 404
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    app.extensions["corridor"].engine.dispose()


@pytest.mark.parametrize(
    "place",
    ["//evil.example", "/\\evil", "https://evil.example", "/\t/evil", "javascript:alert(1)", "", "/a b"],
)
def test_nobody_is_sent_to_another_site(client, place):
    answer = client.post("/notes/theme", data={"theme": "dark", "return_to": place})

    assert answer.location == "/"


@pytest.mark.parametrize(
    ("live_url", "allowed"),
    [
        ("", "connect-src 'self';"),
        ("/notify/live", "connect-src 'self';"),
        ("http://127.0.0.1:8010/notify/live", "connect-src 'self' http://127.0.0.1:8010;"),
    ],
)
def test_pages_may_listen_where_news_are_told(live_url, allowed):
    app = create_app(settings_for(NOTES, live_url=live_url))

    assert allowed in app.test_client().get("/notes/healthz").headers["Content-Security-Policy"]
    app.extensions["corridor"].engine.dispose()
