"""What a service does about its viewer: refresh, revoke, go on when account_service is away."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from account_service.service import SERVICE as ACCOUNT
from corridor import clock
from corridor.auth.cookies import cookie_names
from corridor.members import member_handlers
from corridor.testing import ALICE, client_for, deliver
from corridor.testing.statements import noting_statements
from tests.account_service.world import browser_of, open_account
from tests.support.notes.models import Member, Memo
from tests.support.notes.service import NOTES

LISTENING = replace(NOTES, handlers=member_handlers(Member))
TYPED = {"title": "Wetlands", "weight": "1"}


@pytest.fixture
def signed_in(beside, accounts, client):
    """The same browser at both services, as one origin makes it; and at account_service alone."""
    there = browser_of(open_account(accounts, ALICE))
    deliver(ACCOUNT, LISTENING)
    for name in ("corridor_sid", "corridor_at"):
        client.set_cookie(name, there.get_cookie(name).value)
    return client, there


def test_the_other_service_knows_who_it_is(signed_in):
    client, _there = signed_in

    assert "Alice" in client.get("/notes/new").text


def test_an_expired_token_costs_no_post(signed_in, session):
    client, _there = signed_in
    before = client.get_cookie("corridor_at").value

    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        answer = client.post("/notes/new", data=TYPED)

    assert answer.status_code == 303
    assert session.scalar(select(Memo.title)) == "Wetlands"
    assert client.get_cookie("corridor_at").value != before


def test_after_the_sign_out_the_other_service_refuses_too(signed_in):
    client, there = signed_in
    there.post("/account/sign-out")
    deliver(ACCOUNT, LISTENING)

    assert client.get("/notes/new").status_code == 303
    assert client.get_cookie("corridor_sid") is None


def test_a_withdrawn_role_is_gone_in_the_other_service(signed_in, accounts):
    from account_service.accounts.models import Account
    from account_service.roles.actions import set_roles

    client, _there = signed_in
    account = accounts.scalars(select(Account)).one()
    set_roles(accounts, account, [], now=clock.now())
    accounts.commit()
    deliver(ACCOUNT, LISTENING)

    assert client.post("/notes/api/v1/notes", json={"title": "x"}).status_code == 403


def test_who_signed_up_a_moment_ago_is_known_by_the_token(beside, accounts, client):
    there = browser_of(open_account(accounts, ALICE))
    client.set_cookie("corridor_at", there.get_cookie("corridor_at").value)

    assert client.get("/notes/new").status_code == 200


def test_a_key_opens_what_its_scopes_say_and_no_pages(signed_in):
    _client, there = signed_in
    page = there.post("/account/api-keys/new", data={"name": "x", "scopes": ["match:read"], "days": "30"})
    key = {"Authorization": "Bearer " + re.search(r"corridor_\w{8}_\w{38}", page.text)[0]}
    program = client_for(NOTES)

    assert program.post("/notes/api/v1/notes", json={"title": "x"}, headers=key).status_code == 403
    assert program.get("/notes/new", headers=key).status_code == 403


def test_a_revoked_key_is_refused_at_once(signed_in):
    _client, there = signed_in
    page = there.post("/account/api-keys/new", data={"name": "x", "scopes": ["match:read"], "days": "30"})
    key = re.search(r"corridor_(\w{8})_\w{38}", page.text)
    program, headers = client_for(NOTES), {"Authorization": f"Bearer {key[0]}"}
    assert program.post("/notes/api/v1/notes", json={"title": "x"}, headers=headers).status_code == 403

    there.post(f"/account/api-keys/{key[1]}/revocation")
    deliver(ACCOUNT, LISTENING)

    assert program.post("/notes/api/v1/notes", json={"title": "x"}, headers=headers).status_code == 401


class TestWithAccountServiceAway:
    """Nothing listens where account_service should be."""

    @pytest.fixture
    def late(self, client):
        client.set_cookie("corridor_sid", "some-session")
        return client

    def test_public_pages_go_on_with_a_word_about_it(self, late):
        answer = late.get("/notes")

        assert answer.status_code == 200
        assert "cannot be checked just now" in answer.text

    def test_pages_of_members_wait(self, late):
        assert late.get("/notes/new").status_code == 503

    def test_writes_wait_and_keep_what_was_typed(self, late):
        answer = late.post("/notes/new", data={**TYPED, "title": "Forty characters and more, a long title"})

        assert answer.status_code == 503
        assert "Forty characters and more" in answer.text

    def test_the_session_is_not_lost(self, late):
        late.get("/notes")

        assert late.get_cookie("corridor_sid").value == "some-session"


def test_a_viewer_costs_one_query(signed_in):
    client, _there = signed_in
    client.get("/notes/new")

    with noting_statements() as statements:
        client.get("/notes/new")

    assert len(statements) == 1


def test_behind_tls_cookies_are_bound_to_the_host():
    names = cookie_names("https://corridor.example")

    assert (names.session, names.secure) == ("__Host-corridor_sid", True)
