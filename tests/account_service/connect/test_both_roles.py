"""DiscourseConnect: signing people in elsewhere, and letting them in from elsewhere."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from pydiscourse.sso import sso_payload, sso_validate
from sqlalchemy import select

from account_service.accounts.models import Account
from account_service.connect.rules import pack, unpack
from account_service.service import SERVICE
from account_service.sessions.recent import RECENT
from account_service.settings import AccountSettings
from account_service.upstream.models import UpstreamIdentity
from corridor import clock
from corridor.testing import ALICE, SECRETARY, settings_for
from corridor.testing.browser import Browser
from tests.account_service.world import browser_of, open_account

SECRET = "a secret that is long enough"
BACK = "https://forum.example/session/sso_login"


@pytest.fixture
def partner(session):
    secretary = browser_of(open_account(session, SECRETARY))
    form = {"host": "forum.example", "name": "The old forum", "secret": SECRET}
    assert secretary.post("/account/connect", data=form).status_code == 303
    return secretary


def asking(**changes: str) -> str:
    asked = {"nonce": "n-1", "return_sso_url": BACK, **changes}
    return f"/account/session/sso_provider?{urlencode(pack(asked, secret=SECRET))}"


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_a_member_is_signed_in_elsewhere(partner, session) -> None:
    account = open_account(session, ALICE)

    answer = browser_of(account).get(asking())

    assert answer.headers["Location"].startswith(BACK)
    sent = query(answer.headers["Location"])
    assert sso_validate(sent["sso"], sent["sig"], SECRET) == "n-1"
    said = unpack(sent["sso"], sent["sig"], secret=SECRET)
    assert (said["external_id"], said["email"]) == (str(account.account_id), ALICE.email)
    assert (said["username"], said["admin"]) == ("alice", "false")


def test_a_stranger_signs_in_first_and_comes_back(partner, client) -> None:
    answer = client.get(asking())

    assert answer.status_code == 303
    assert query(answer.headers["Location"])["return_to"].startswith("/account/session/sso_provider?sso=")


def test_who_may_not_be_asked_is_reported_as_not_signed_in(partner, client) -> None:
    sent = query(client.get(asking(prompt="none")).headers["Location"])

    assert unpack(sent["sso"], sent["sig"], secret=SECRET)["failed"] == "true"


@pytest.mark.parametrize(
    "path",
    [
        "/account/session/sso_provider",
        "/account/session/sso_provider?sso=%00&sig=x",
        "/account/session/sso_provider?sso=bm9uY2U9MQ==&sig=x",
        asking() + "0",
        asking(return_sso_url="https://evil.example/session/sso_login"),
        asking(return_sso_url="https://forum.example@evil.example/"),
        asking(return_sso_url="javascript:alert(1)"),
        asking(nonce=""),
    ],
)
def test_what_is_not_signed_for_a_known_host_goes_nowhere(path, partner, session) -> None:
    answer = browser_of(open_account(session, ALICE)).get(path)

    assert answer.status_code in (400, 403)


def test_only_the_secretariat_names_the_sites(client, session) -> None:
    alice = browser_of(open_account(session, ALICE))

    for method, path in (("get", "/account/connect"), ("post", "/account/connect")):
        assert getattr(alice, method)(path).status_code == 403
        assert getattr(client, method)(path).status_code == 303
    assert alice.post("/account/connect/forum.example/removal").status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/account/connect"),
        ("post", "/account/connect"),
        ("get", "/account/connect/forum.example/removal"),
        ("post", "/account/connect/forum.example/removal"),
    ],
)
def test_a_browser_left_open_names_no_sites(partner, method, path) -> None:
    with time_machine.travel(clock.now() + RECENT):
        answer = getattr(partner, method)(path)

    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in/again")


def test_in_production_nobody_is_told_of_in_the_clear(partner) -> None:
    safe = {"production": True, "base_url": "https://corridor.example"}
    app = SERVICE.create_app(settings_for(SERVICE, **safe))
    app.testing = True
    client = app.test_client()

    plain = client.get(asking(prompt="none", return_sso_url=BACK.replace("https", "http")))

    assert plain.status_code == 403
    assert client.get(asking(prompt="none")).status_code == 303
    app.extensions["corridor"].engine.dispose()


def test_a_site_is_removed(partner, client) -> None:
    assert partner.get("/account/connect/forum.example/removal").status_code == 200
    assert partner.get("/account/connect/nobody.example/removal").status_code == 404
    assert partner.post("/account/connect/forum.example/removal").status_code == 303

    assert client.get(asking()).status_code == 403


def test_a_host_is_a_host(partner) -> None:
    form = {"host": "https://forum.example/x", "name": "No", "secret": SECRET}

    assert partner.post("/account/connect", data=form).status_code == 422


@pytest.fixture
def elsewhere() -> Browser:
    """A browser where another site signs people in."""
    there = {"connect_url": "https://id.example/session/sso_provider", "connect_secret": SECRET}
    app = SERVICE.create_app(settings_for(SERVICE, **there, connect_name="the CBD site"))
    app.testing = True
    app.test_client_class = Browser
    client = app.test_client()
    assert isinstance(client, Browser)
    yield client
    app.extensions["corridor"].engine.dispose()


def leave(browser: Browser) -> str:
    """To the other site; the nonce it is asked with."""
    answer = browser.post("/account/connect/departure", data={"return_to": "/forum"})
    assert answer.headers["Location"].startswith("https://id.example/session/sso_provider?")
    sent = query(answer.headers["Location"])
    said = unpack(sent["sso"], sent["sig"], secret=SECRET)
    assert said["return_sso_url"] == "http://localhost/account/session/sso_login"
    return said["nonce"]


def come_back(browser: Browser, nonce: str, **person: Any) -> Any:
    return browser.get("/account/session/sso_login?" + sso_payload(SECRET, nonce=nonce, **person))


def test_somebody_known_there_is_signed_in_here(elsewhere, session) -> None:
    account = open_account(session, ALICE)
    session.add(
        UpstreamIdentity(
            account_id=account.account_id, issuer="https://id.example/session/sso_provider", subject="77"
        )
    )
    session.commit()
    assert "the CBD site" in elsewhere.get("/account/sign-in").get_data(as_text=True)

    answer = come_back(elsewhere, leave(elsewhere), external_id="77", email=ALICE.email)

    assert answer.headers["Location"] == "/forum"
    assert elsewhere.get("/account/profile").status_code == 200


def test_a_site_without_a_name_is_called_so_by_the_page(elsewhere) -> None:
    parts = elsewhere.application.extensions["corridor"]
    settings = replace(parts.settings, connect_name=AccountSettings.connect_name)
    elsewhere.application.extensions["corridor"] = replace(parts, settings=settings)

    assert not AccountSettings.connect_name
    assert "your account of the other site" in elsewhere.get("/account/sign-in").text


def test_somebody_new_signs_up_with_what_the_other_site_says(elsewhere, session) -> None:
    answer = come_back(elsewhere, leave(elsewhere), external_id="78", email="new@example.org", name="New One")

    assert "/account/sign-up" in answer.headers["Location"]
    assert "New One" in elsewhere.get(answer.headers["Location"]).get_data(as_text=True)


def test_an_address_alone_ties_nothing(elsewhere, session) -> None:
    open_account(session, ALICE)

    answer = come_back(elsewhere, leave(elsewhere), external_id="79", email=ALICE.email)

    assert answer.headers["Location"] == "/account/upstream/link"
    assert session.scalars(select(UpstreamIdentity)).all() == []


def test_an_answer_counts_once_and_in_its_own_browser(elsewhere, session, client) -> None:
    open_account(session, ALICE)
    nonce = leave(elsewhere)
    stranger = elsewhere.application.test_client()
    assert come_back(stranger, nonce, external_id="77").status_code == 403
    come_back(elsewhere, nonce, external_id="77")

    assert come_back(elsewhere, nonce, external_id="77").status_code == 403
    wrong = "/account/session/sso_login?" + sso_payload("another secret", nonce=nonce, external_id="77")
    assert elsewhere.get(wrong).status_code == 403
    assert len(session.scalars(select(Account)).all()) == 1


def test_without_another_site_there_is_nothing(client) -> None:
    assert client.post("/account/connect/departure").status_code == 404
    assert client.get("/account/session/sso_login").status_code == 404
