"""To the provider and back."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import func, select

from account_service.accounts.models import Account
from account_service.upstream.models import UpstreamIdentity
from corridor.testing import ALICE
from tests.account_service.world import PASSWORD, open_account

ZOE = {"sub": "zoe-1", "name": "Zoë Núñez", "email": "zoe@example.org", "verified": "yes"}
ABOUT = {"name": "Zoë Núñez", "country": "KE"}


def leave(client):
    answer = client.post("/account/upstream", data={"return_to": "/forum"})
    assert answer.status_code == 303
    return answer.location


def claim(url, **person):
    """Sign in at the provider; the way back, as a browser would be sent."""
    answer = requests.post(url, data={**ZOE, **person}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def round_trip(client, **person):
    return client.get(claim(leave(client), **person))


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_new_person_answers_the_questions_and_is_in(client, session):
    assert round_trip(client).location == "/account/sign-up/details"

    answer = client.post("/account/sign-up/details", data=ABOUT)

    assert (answer.status_code, answer.location) == (303, "/forum")
    assert session.scalars(select(Account.email)).one() == "zoe@example.org"
    assert client.get("/account/profile").status_code == 200


def test_a_known_person_is_signed_in_at_once(client, session, upstream_app):
    round_trip(client)
    client.post("/account/sign-up/details", data=ABOUT)
    other = upstream_app.test_client()

    answer = round_trip(other, email="changed@example.org")

    assert (answer.status_code, answer.location) == (303, "/forum")
    assert other.get("/account/profile").status_code == 200


def test_an_address_alone_links_nothing(client, session):
    open_account(session, ALICE)

    answer = round_trip(client, email=ALICE.email)

    assert answer.location == "/account/upstream/link"
    assert "Sign in to it once" in client.get(answer.location).text
    assert client.get("/account/profile").status_code == 303
    assert count(session, UpstreamIdentity) == 0


def test_after_signing_in_here_the_two_are_linked(client, session, upstream_app):
    open_account(session, ALICE)
    round_trip(client, email=ALICE.email)
    client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD})
    assert "Shall it sign you in" in client.get("/account/upstream/link").text

    client.post("/account/upstream/link")

    other = upstream_app.test_client()
    assert round_trip(other, email=ALICE.email).location == "/forum"
    assert "Alice" in other.get("/account/profile").text


def test_an_unproven_address_opens_no_account(client, session):
    answer = round_trip(client, verified="no")

    assert answer.location == "/account/upstream/link"
    assert count(session, Account) == 0


@pytest.mark.parametrize("trouble", ["nonce", "issuer", "audience", "key", "expired", "answer_issuer"])
def test_a_false_answer_is_refused(client, session, trouble):
    answer = round_trip(client, trouble=trouble)

    assert answer.status_code == 403
    assert client.get_cookie("corridor_sid") is None
    assert count(session, UpstreamIdentity) == 0


def test_a_state_of_nobody_is_refused(client):
    back = claim(leave(client))
    state = parse_qs(urlsplit(back).query)["state"][0]

    assert client.get(back.replace(state, "invented")).status_code == 403


def test_an_answer_belongs_to_the_browser_that_left(client, upstream_app):
    back = claim(leave(client))

    assert upstream_app.test_client().get(back).status_code == 403


def test_an_answer_is_taken_once(client, session):
    back = claim(leave(client))
    client.get(back)

    assert client.get(back).status_code == 403


def test_a_code_of_another_round_trip_is_refused(client, upstream_app):
    theirs = claim(leave(upstream_app.test_client()))
    mine = claim(leave(client))
    codes = [parse_qs(urlsplit(back).query)["code"][0] for back in (theirs, mine)]

    assert client.get(mine.replace(codes[1], codes[0])).status_code == 403


def test_whoever_turns_back_at_the_provider_is_told_so(client):
    answer = round_trip(client, trouble="denied")

    assert answer.location == "/account/sign-in"
    assert "did not sign you in" in client.get(answer.location).text


def test_the_challenge_is_s256_and_the_state_random(client):
    asked = [parse_qs(urlsplit(leave(client)).query) for _ in range(2)]

    assert all(one["code_challenge_method"] == ["S256"] for one in asked)
    assert asked[0]["state"] != asked[1]["state"]
    assert asked[0]["nonce"] != asked[1]["nonce"]
    assert "verifier" not in str(asked)


def test_the_button_is_offered(client, issuer):
    page = client.get("/account/sign-in")

    assert "Sign in with your CBD account" in page.text
    assert f"form-action 'self' {issuer}" in page.headers["Content-Security-Policy"]
