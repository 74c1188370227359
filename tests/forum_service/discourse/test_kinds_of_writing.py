"""What is written by one call: each kind under its own limit, messages to groups as on our pages."""

from typing import Any

import pytest
import requests
from sqlalchemy import update

from account_service.groups.actions import announce
from account_service.groups.models import Group
from account_service.service import SERVICE as ACCOUNT
from corridor.testing import ALICE, BOB, SECRETARY, deliver
from corridor.web import limits
from forum_service.discourse.groups import number_of_group, recipients_named
from forum_service.members.models import Member
from forum_service.service import SERVICE as FORUM

PRIVATE = {"title": "About the budget", "archetype": "private_message"}


@pytest.fixture
def call(site: str, key_of: Any) -> Any:
    """A call as somebody: `call("GET", "/latest.json", ALICE)`."""

    keys: dict[str, str] = {}

    def call_(method: str, path: str, who: Any, **data: Any) -> requests.Response:
        key = keys.get(who.handle) or keys.setdefault(who.handle, key_of(who))
        headers = {"Api-Key": key, "Api-Username": who.handle}
        return requests.request(method, site + path, headers=headers, data=data, timeout=20)

    return call_


def test_each_kind_is_counted_as_itself(call, key_of, monkeypatch) -> None:
    key_of(BOB)
    board = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"][1]["id"]
    counted: list[str] = []
    monkeypatch.setattr(limits, "count_use", lambda name, _most, **_: counted.append(name))

    opened = call("POST", "/posts.json", ALICE, raw="Hello.", title="A topic", category=board).json()
    call("POST", "/posts.json", ALICE, raw="Hello again.", topic_id=opened["topic_id"])
    call("POST", "/posts.json", ALICE, raw="Between us.", **PRIVATE, target_recipients="bob")
    call("POST", "/post_actions.json", BOB, id=opened["id"], post_action_type_id=2)
    call("POST", "/post_actions.json", BOB, id=opened["id"], post_action_type_id=4)

    assert counted == ["topics", "posts", "messages", "marks", "flags"]


@pytest.fixture
def group(accounts, call) -> str:
    """A group with Bob in it, to which everybody may write."""
    call("GET", "/latest.json", BOB)
    accounts.add(Group(slug="museums", name="Museums", description="", admission="request", writable=True))
    accounts.commit()
    announce(accounts, accounts.get_one(Group, "museums"))
    accounts.commit()
    deliver(ACCOUNT, FORUM)
    number = number_of_group("museums")
    assert call("PUT", f"/groups/{number}/members.json", SECRETARY, usernames="bob").status_code == 200
    deliver(ACCOUNT, FORUM)
    return "museums"


@pytest.mark.parametrize("field", ["target_recipients", "target_usernames", "target_group_names"])
def test_a_message_goes_to_a_group(field, call, group) -> None:
    sent = call("POST", "/posts.json", ALICE, raw="To you all.", **PRIVATE, **{field: group})

    assert sent.status_code == 200, sent.text
    assert call("GET", f"/t/{sent.json()['topic_id']}.json", BOB).json()["title"] == "About the budget"


def test_who_is_meant_must_be_somebody(call) -> None:
    sent = call("POST", "/posts.json", ALICE, raw="To whom?", **PRIVATE, target_recipients="nobody.here")

    assert sent.status_code == 422
    assert "nobody.here" in sent.json()["errors"][0]


def test_a_member_comes_before_a_group_of_the_same_name(call, group, session) -> None:
    session.execute(update(Member).where(Member.handle == "bob").values(handle="museums"))
    session.commit()

    assert recipients_named(session, ["museums"]) == (["museums"], [])
