"""Forms are taken from our own pages only."""

import pytest

from corridor.testing import ALICE, client_for, sign_in
from tests.shared.web.pages import text, texts, value
from tests.support.notes.service import NOTES

pytestmark = pytest.mark.integration
NOTE = {"title": "Wetlands"}


@pytest.fixture
def alice(client):
    return sign_in(client, ALICE)


def test_a_form_of_ours_is_taken(alice):
    token = value(alice.get("/notes/new"), "_csrf")

    answer = alice.post("/notes/new", data=NOTE | {"_csrf": token}, csrf=False)

    assert answer.status_code == 303


def test_a_form_without_a_token_may_be_sent_again(alice):
    answer = alice.post("/notes/new", data=NOTE, csrf=False)

    assert answer.status_code == 403
    assert text(answer, "form[action='/notes/new'] button") == "Send it again"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_is_refused_and_nothing_is_kept(alice, site):
    answer = alice.post("/notes/new", data=NOTE, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 403
    assert not texts(answer, "main form")


def test_a_foreign_origin_is_refused_where_the_browser_says_no_more(alice):
    answer = alice.post("/notes/new", data=NOTE, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403


def test_our_own_origin_is_taken(alice):
    assert alice.post("/notes/new", data=NOTE, headers={"Origin": "http://localhost"}).status_code == 303


def test_the_token_of_somebody_else_is_refused(alice):
    token = value(sign_in(client_for(NOTES), ALICE).get("/notes/new"), "_csrf")

    assert alice.post("/notes/new", data=NOTE | {"_csrf": token}, csrf=False).status_code == 403


def test_a_visitor_keeps_one_token_for_the_visit(client):
    token = texts(client.get("/notes"), "title") and client.csrf_token()

    assert client.post("/notes/theme", data={"theme": "dark", "_csrf": token}, csrf=False).status_code == 303


def test_a_bearer_token_needs_no_form_token_but_must_be_a_key(alice):
    answer = alice.post("/notes/new", data=NOTE, headers={"Authorization": "Basic x"}, csrf=False)

    assert answer.status_code == 403
