"""What the clients cannot be made to do: wrong keys, other names, odd addresses, browsers."""

from typing import Any
from uuid import uuid4

import pytest
import requests
from sqlalchemy import select

from account_service.accounts.actions import change_account
from account_service.accounts.models import Account
from account_service.service import SERVICE as ACCOUNT
from corridor.testing import ALICE, BOB, CHARLIE, SECRETARY, client_for, deliver, settings_for
from forum_service.discourse.answers import JSON
from forum_service.discourse.models import ProgramAct
from forum_service.service import SERVICE as FORUM


@pytest.fixture
def call(site: str, key_of: Any) -> Any:
    """A call as somebody: `call("GET", "/latest.json", ALICE)`."""

    def call_(method: str, path: str, who: Any = None, **options: Any) -> requests.Response:
        headers = options.pop("headers", {})
        if who is not None:
            headers = {"Api-Key": key_of(who), "Api-Username": who.handle, **headers}
        return requests.request(
            method, site + path, headers=headers, allow_redirects=False, timeout=20, **options
        )

    return call_


def is_refused(answer: requests.Response, status: int, kind: str) -> bool:
    body = answer.json()
    shape = isinstance(body["errors"][0], str) and body["error_type"] == kind
    return (answer.status_code, answer.headers["Content-Type"]) == (status, JSON) and shape


def test_without_a_key(call) -> None:
    assert is_refused(call("GET", "/latest.json"), 403, "not_logged_in")
    assert is_refused(call("POST", "/posts.json", data={"raw": "x"}), 403, "invalid_access")


def test_a_key_that_opens_nothing(call) -> None:
    headers = {"Api-Key": "corridor_nothing", "Api-Username": "alice"}

    assert is_refused(call("GET", "/latest.json", headers=headers), 403, "invalid_access")


def test_a_key_is_for_its_owner(call, key_of) -> None:
    key_of(BOB)

    assert is_refused(
        call("GET", "/latest.json", ALICE, headers={"Api-Username": "bob"}), 403, "invalid_access"
    )
    assert call("GET", "/latest.json", ALICE, headers={"Api-Username": "Alice"}).status_code == 200
    assert call("GET", "/latest.json", ALICE, headers={"Api-Username": "system"}).status_code == 200


def test_credentials_in_the_address_are_no_credentials(call, key_of) -> None:
    answer = call("GET", f"/latest.json?api_key={key_of(ALICE)}&api_username=alice")

    assert is_refused(answer, 403, "not_logged_in")


def test_a_key_that_only_reads_does_not_write(site, key_of) -> None:
    headers = {"Api-Key": key_of(ALICE, ["forum:read"]), "Api-Username": "alice"}

    answer = requests.post(f"{site}/posts.json", headers=headers, data={"raw": "x"}, timeout=20)

    assert is_refused(answer, 403, "invalid_access")


def test_the_secretariat_speaks_for_members_and_it_is_written_down(call, key_of, session) -> None:
    key_of(ALICE)
    key = key_of(SECRETARY, ["forum:read", "forum:write", "forum:all_users"])
    headers = {"Api-Key": key, "Api-Username": "alice"}

    answer = call("GET", "/session/current.json", headers=headers)

    assert answer.json()["current_user"]["username"] == "alice"
    act = session.scalars(select(ProgramAct)).one()
    assert (act.method, act.path) == ("GET", "/forum/discourse/session/current")


def test_nobody_else_gets_such_a_key(call, key_of) -> None:
    key_of(ALICE)
    headers = {"Api-Key": key_of(BOB, ["forum:read", "forum:all_users"]), "Api-Username": "alice"}

    assert is_refused(call("GET", "/latest.json", headers=headers), 403, "invalid_access")


@pytest.mark.parametrize("path", ["/latest", "/latest/", "//latest.json", "/latest.json?page=0"])
def test_addresses_are_read_kindly_and_never_redirect(path, call) -> None:
    assert call("GET", path, ALICE).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing.json"),
        ("PATCH", "/latest.json"),
        ("GET", "/t/-/99999999999999999999999.json"),
        ("GET", "/t/0.json"),
        ("GET", "/u/nobody.json"),
        ("GET", "/posts/77.json"),
        ("GET", "/c/77.json"),
        ("GET", "/groups/none.json"),
    ],
)
def test_what_is_not_there_is_404(method, path, call) -> None:
    assert is_refused(call(method, path, ALICE), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("GET", "/posts.json?before=x", None, 400),
        ("GET", "/latest.json?page=-1", None, 400),
        ("GET", "/latest.json?page=9999999999999999999999", None, 400),
        ("GET", "/search.json?q=%00", None, 400),
        ("POST", "/posts.json", {"raw": "x" * 40_000, "title": "A title", "category": "4"}, 422),
        ("POST", "/posts.json", {"raw": "a\0b", "title": "A title", "category": "4"}, 400),
        ("POST", "/posts.json", {"raw": "", "title": "A title", "category": "4"}, 422),
        ("POST", "/posts.json", {"raw": "x", "title": "A title"}, 422),
        ("POST", "/posts.json", {"raw": "x", "topic_id": "one"}, 400),
        ("POST", "/topics/timings", {"topic_id": "77", "timings[1]": "9"}, 404),
        ("GET", "/t/77/posts.json?post_ids[]=9223372036854775808", None, 404),
    ],
)
def test_what_cannot_be_used_is_refused_as_json(method, path, data, status, call) -> None:
    answer = call(method, path, ALICE, data=data)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == JSON
    assert answer.json()["errors"]


def test_json_is_taken_like_a_form(call) -> None:
    board = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"][1]["id"]

    answer = call(
        "POST", "/posts.json", ALICE, json={"raw": "Hello all.", "title": "By JSON", "category": board}
    )

    assert answer.json()["post_number"] == 1
    changed = call("PUT", f"/posts/{answer.json()['id']}", ALICE, json={"post": {"raw": "Hello again."}})
    assert changed.json()["post"]["raw"] == "Hello again."


def test_who_has_no_role_reads_nothing(call) -> None:
    assert is_refused(call("GET", "/latest.json", CHARLIE), 403, "invalid_access")


def test_basic_info_is_for_everybody(call) -> None:
    assert call("GET", "/site/basic-info.json").json()["login_required"] is True


def test_somebody_named_is_notified(call, key_of) -> None:
    key_of(BOB)
    board = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"][1]["id"]
    asked = {"raw": "What does @bob say?", "title": "A question", "category": board}
    topic = call("POST", "/posts.json", ALICE, data=asked).json()["topic_id"]

    found = call("GET", "/notifications.json?filter=unread", BOB).json()["notifications"]

    assert [(one["notification_type"], one["topic_id"], one["read"]) for one in found] == [(1, topic, False)]
    assert call("PUT", "/notifications/mark-read.json", BOB).status_code == 200
    assert call("GET", "/notifications.json?filter=unread", BOB).json()["notifications"] == []
    assert len(call("GET", "/notifications.json", BOB).json()["notifications"]) == 1


@pytest.mark.parametrize(
    "path", ["/latest.json?order=created&x=a%26b", "/tag/生物.json", "/c/knowledge.json"]
)
def test_the_next_page_of_topics_is_where_it_is_said_to_be(path, call) -> None:
    boards = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"]
    board = next(one["id"] for one in boards if one["slug"] == "knowledge")
    for number in range(3):
        asked = {"raw": "Hello.", "title": f"Topic {number}", "category": board, "tags[]": "生物"}
        call("POST", "/posts.json", ALICE, data=asked)
    sign = "&" if "?" in path else "?"

    seen, address = [], f"{path}{sign}per_page=1"
    while address:
        listed = call("GET", address, ALICE).json()["topic_list"]
        seen += [topic["title"] for topic in listed["topics"]]
        address = listed.get("more_topics_url")

    assert seen == ["Topic 2", "Topic 1", "Topic 0"]


def test_the_next_page_of_notices_and_bookmarks_is_where_it_is_said_to_be(call, key_of) -> None:
    key_of(BOB)
    board = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"][1]["id"]
    for number in range(2):
        asked = {"raw": "What does @bob say?", "title": f"Topic {number}", "category": board}
        post = call("POST", "/posts.json", ALICE, data=asked).json()
        mark = {"bookmarkable_id": post["id"], "bookmarkable_type": "Post"}
        call("POST", "/bookmarks.json", BOB, data=mark)

    first = call("GET", "/notifications.json?limit=1&filter=unread", BOB).json()
    second = call("GET", first["load_more_notifications"], BOB).json()

    titles = [one["fancy_title"] for one in first["notifications"] + second["notifications"]]
    assert titles == ["Topic 1", "Topic 0"]


def test_what_was_taken_down_is_put_back(call, key_of) -> None:
    board = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"][1]["id"]
    asked = {"raw": "Hello *all*.", "title": "A topic", "category": board}
    post = call("POST", "/posts.json", ALICE, data=asked).json()

    assert call("DELETE", f"/posts/{post['id']}.json", SECRETARY).status_code == 200
    assert call("GET", f"/t/{post['topic_id']}.json", ALICE).status_code == 404
    assert call("PUT", f"/t/{post['topic_id']}/recover.json", SECRETARY).status_code == 200

    assert call("GET", f"/raw/{post['topic_id']}", ALICE).text == "Hello *all*."


def test_a_post_is_thanked_for_flagged_and_kept_at_hand(call, key_of) -> None:
    board = call("GET", "/categories.json", ALICE).json()["category_list"]["categories"][1]["id"]
    asked = {"raw": "Hello *all*.", "title": "A topic", "category": board}
    post = call("POST", "/posts.json", ALICE, data=asked).json()

    liked = call("POST", "/post_actions.json", BOB, data={"id": post["id"], "post_action_type_id": 2}).json()
    assert liked["actions_summary"][0] == {"id": 2, "count": 1, "acted": True, "can_undo": True}
    users = call("GET", f"/post_action_users?id={post['id']}", ALICE).json()["post_action_users"]
    assert [one["username"] for one in users] == ["bob"]
    undone = call("DELETE", f"/post_actions/{post['id']}.json?post_action_type_id=2", BOB).json()
    assert undone["actions_summary"][0]["count"] == 0
    flag = {"id": post["id"], "post_action_type_id": 4, "message": "Please look"}
    assert call("POST", "/post_actions.json", BOB, data=flag).status_code == 200

    mark = {"bookmarkable_id": post["id"], "bookmarkable_type": "Post", "name": "For the report"}
    kept = call("POST", "/bookmarks.json", BOB, data=mark).json()["id"]
    listed = call("GET", "/u/bob/bookmarks.json", BOB).json()["user_bookmark_list"]["bookmarks"]
    assert [(one["id"], one["name"]) for one in listed] == [(kept, "For the report")]
    assert call("DELETE", f"/bookmarks/{kept}.json", ALICE).status_code == 404
    assert call("DELETE", f"/bookmarks/{kept}.json", BOB).status_code == 200


def test_too_much_says_how_long_to_wait(call, monkeypatch) -> None:
    parts = client_for(FORUM).application.extensions["corridor"]
    assert parts.settings.limits > 0
    from corridor.web import limits

    monkeypatch.setattr(limits, "_hit", lambda *_: 10**6)

    answer = call("PUT", "/posts/1.json", ALICE, data={"post[raw]": "x"})

    assert is_refused(answer, 429, "rate_limit")
    assert answer.json()["extras"]["wait_seconds"] > 0
    assert int(answer.headers["Retry-After"]) > 0


def test_apps_learn_that_they_can_ask_for_a_key(call) -> None:
    answer = call("HEAD", "/user-api-key/new")

    assert (answer.status_code, answer.headers["Auth-Api-Version"]) == (200, "4")
    asked = call("GET", "/user-api-key/new?nonce=1&client_id=x")
    assert asked.headers["Location"] == "/account/user-api-key/new?nonce=1&client_id=x"


def test_an_app_gives_up_its_key(site, key_of) -> None:
    headers = {"User-Api-Key": key_of(ALICE, ["forum:read"]), "User-Api-Client-Id": "device-1"}
    assert requests.get(f"{site}/session/current.json", headers=headers, timeout=20).status_code == 200

    assert requests.post(f"{site}/user-api-key/revoke.json", headers=headers, timeout=20).status_code == 200
    deliver(ACCOUNT, FORUM)

    assert is_refused(
        requests.get(f"{site}/session/current.json", headers=headers, timeout=20), 403, "invalid_access"
    )


def test_a_name_of_its_own_has_the_interface_at_its_root() -> None:
    app = FORUM.create_app(settings_for(FORUM, discourse_host="api.example"))
    client = app.test_client()

    answer = client.get("/site/basic-info.json", base_url="http://api.example")

    assert answer.get_json()["title"] == "Corridor"
    assert client.get("/site/basic-info.json").status_code == 404
    file = client.get(f"/forum/files/{uuid4()}/notes.txt", base_url="http://api.example")
    assert file.headers["Location"].startswith("/account/sign-in")
    asked = client.get("/user-api-key/new?nonce=1", base_url="http://api.example")
    assert asked.headers["Location"] == "http://localhost/account/user-api-key/new?nonce=1"
    app.extensions["corridor"].engine.dispose()


def test_a_key_goes_on_when_its_owner_gets_another_role(site, key_of, accounts) -> None:
    headers = {"Api-Key": key_of(ALICE)}
    assert requests.get(f"{site}/latest.json", headers=headers, timeout=20).status_code == 200

    alice = accounts.scalars(select(Account).where(Account.handle == "alice")).one()
    change_account(accounts, alice, {"roles": sorted([*alice.roles, "coordination"])})
    accounts.commit()
    deliver(ACCOUNT, FORUM)

    assert requests.get(f"{site}/latest.json", headers=headers, timeout=20).status_code == 200
