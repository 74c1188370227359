"""Writing in the forums is one thing, deciding about accounts another: the key must say so."""

from typing import Any

import pytest
import requests

from corridor.testing import ALICE, BOB, SECRETARY, persona

EVE = persona("eve", "expert")


@pytest.fixture
def call(site: str, key_of: Any) -> Any:
    """A call as somebody with a key that reads and writes, and `more`."""

    def call_(
        method: str, path: str, who: Any, *, more: str = "forum:read", **data: Any
    ) -> requests.Response:
        headers = {"Api-Key": key_of(who, ["forum:read", "forum:write", more]), "Api-Username": who.handle}
        return requests.request(method, site + path, headers=headers, data=data, timeout=20)

    return call_


ACTS = [
    ("POST", "/invites", {"email": "new@example.org"}),
    ("POST", "/invites/link", {"email": "new@example.org"}),
    ("POST", "/u", {"email": "new@example.org", "name": "New One"}),
    ("PUT", "/u/alice", {"name": "Not Alice"}),
    ("POST", "/admin/users/1/log_out", {}),
    ("POST", "/admin/users/sync_sso", {"sso": "x", "sig": "y"}),
    ("PUT", "/groups/1/members", {"usernames": "alice"}),
    ("DELETE", "/groups/1/members", {"usernames": "alice"}),
    ("POST", "/admin/users/1/groups", {"group_id": "1"}),
]


@pytest.mark.parametrize(("method", "path", "data"), ACTS)
def test_a_key_that_writes_decides_about_nobody(method, path, data, call, key_of) -> None:
    key_of(ALICE)

    answer = call(method, path, SECRETARY, **data)

    assert answer.status_code == 403
    assert "forum:accounts" in answer.json()["errors"][0]


def test_one_of_the_secretariat_with_the_scope_does(call) -> None:
    answer = call("POST", "/invites", SECRETARY, more="forum:accounts", email="new@example.org")

    assert answer.status_code == 200


def test_nobody_else_gets_the_scope(call) -> None:
    answer = call("POST", "/invites", ALICE, more="forum:accounts", email="new@example.org")

    assert answer.status_code == 403


def test_ones_own_profile_is_ones_own(call) -> None:
    assert call("PUT", "/u/alice", ALICE, name="Alice Adams").status_code == 200


@pytest.fixture
def message(call, key_of) -> str:
    """The path by which Alice brings somebody into her message."""
    key_of(BOB)
    key_of(EVE)
    about = {"title": "About the budget", "archetype": "private_message", "target_recipients": "bob"}
    return (
        f"/t/{call('POST', '/posts.json', ALICE, raw='Between us.', **about).json()['topic_id']}/invite.json"
    )


def test_an_address_tells_nothing(call, message) -> None:
    known, unknown = (call("POST", message, ALICE, email=one) for one in (EVE.email, "no@example.org"))

    assert known.status_code == unknown.status_code == 422
    assert known.json() == unknown.json()


def test_a_user_name_does(call, message) -> None:
    assert call("POST", message, ALICE, user="eve").json()["user"]["username"] == "eve"
