"""Keeping forums in order by a program: moving, deciding, arranging, and drafts of one's own."""

import json
from typing import Any

import pytest
import requests
from sqlalchemy import select, update

from corridor.testing import ALICE, BOB, MOD, SECRETARY
from forum_service.boards.models import Board
from forum_service.posts.models import Post


@pytest.fixture
def call(site: str, key_of: Any) -> Any:
    """A call as somebody: `call("GET", "/latest.json", ALICE)`."""
    keys: dict[str, str] = {}

    def call_(method: str, path: str, who: Any, **data: Any) -> requests.Response:
        key = keys.get(who.handle) or keys.setdefault(who.handle, key_of(who))
        headers = {"Api-Key": key, "Api-Username": who.handle}
        return requests.request(method, site + path, headers=headers, data=data, timeout=20)

    return call_


@pytest.fixture
def board_named(session) -> Any:
    """The number of a forum."""
    return lambda slug: session.scalars(select(Board.id).where(Board.slug == slug)).one()


@pytest.fixture
def post(call, board_named) -> dict[str, Any]:
    """The post that opened Alice's topic; two answers follow it."""
    asked = {"raw": "Hello *all*.", "title": "Small museums", "category": board_named("knowledge")}
    found: dict[str, Any] = call("POST", "/posts.json", ALICE, **asked).json()
    for words in ("One answer.", "Another answer."):
        call("POST", "/posts.json", ALICE, raw=words, topic_id=found["topic_id"])
    return found


def posts_of(call, topic: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call("GET", f"/t/{topic}.json?include_raw=true", ALICE).json()[
        "post_stream"
    ]["posts"]
    return found


def test_posts_become_a_topic_of_their_own(call, post, board_named) -> None:
    last = posts_of(call, post["topic_id"])[-1]["id"]
    asked = {"post_ids[]": last, "title": "Larger museums", "category_id": board_named("cooperation")}

    answer = call("POST", f"/t/{post['topic_id']}/move-posts.json", MOD, **asked)

    assert answer.status_code == 200, answer.text
    listed = call("GET", "/latest.json", ALICE).json()["topic_list"]["topics"]
    moved = next(topic for topic in listed if topic["title"] == "Larger museums")
    assert moved["category_id"] == board_named("cooperation")
    assert answer.json()["url"].endswith(f"/{moved['id']}")
    assert [one["raw"] for one in posts_of(call, moved["id"])] == ["Another answer."]


def test_posts_and_topics_go_into_another(call, post, board_named) -> None:
    asked = {"raw": "Hello.", "title": "A target", "category": board_named("knowledge")}
    target = call("POST", "/posts.json", ALICE, **asked).json()["topic_id"]
    path, last = f"/t/{post['topic_id']}", posts_of(call, post["topic_id"])[-1]["id"]

    one = call("POST", f"{path}/move-posts.json", MOD, **{"post_ids[]": last, "destination_topic_id": target})
    rest = call("POST", f"{path}/merge-topic.json", MOD, destination_topic_id=target)

    assert (one.status_code, rest.status_code) == (200, 200), rest.text
    words = [one["raw"] for one in posts_of(call, target)]
    assert words[:4] == ["Hello.", "Another answer.", "Hello *all*.", "One answer."]


def test_only_moderators_move(call, post) -> None:
    asked = {"post_ids[]": post["id"] + 1, "title": "Mine now"}

    assert call("POST", f"/t/{post['topic_id']}/move-posts.json", ALICE, **asked).status_code == 403
    assert (
        call("POST", f"/t/{post['topic_id']}/move-posts.json", MOD, **{"post_ids[]": 77}).status_code == 422
    )


def test_a_post_is_opened_to_all(call, post, session) -> None:
    assert call("PUT", f"/posts/{post['id']}/wiki.json", BOB, wiki="true").status_code == 403

    assert call("PUT", f"/posts/{post['id']}/wiki.json", ALICE, wiki="true").status_code == 200

    assert call("PUT", f"/posts/{post['id']}.json", BOB, **{"post[raw]": "By Bob."}).status_code == 200


def test_flags_are_listed_and_settled(call, post, session) -> None:
    flag = {"id": post["id"], "post_action_type_id": 4, "message": "Please look"}
    call("POST", "/post_actions.json", BOB, **flag)

    waiting = call("GET", "/review.json", MOD).json()["reviewables"]

    assert [(one["type"], one["target_id"]) for one in waiting] == [("ReviewableFlaggedPost", post["id"])]
    path = f"/review/{waiting[0]['id']}/perform/agree_and_hide"
    assert call("PUT", path, ALICE).status_code == 403
    assert call("PUT", path, MOD, reason="Too much").status_code == 200
    assert call("GET", "/review.json", MOD).json()["reviewables"] == []
    assert session.scalars(select(Post.hidden).where(Post.id == post["id"])).one()


@pytest.mark.parametrize(("action", "topics"), [("approve_post", ["My first topic"]), ("reject_post", [])])
def test_what_waits_is_decided(action, topics, call, session, board_named) -> None:
    board = board_named("knowledge")
    session.execute(update(Board).where(Board.id == board).values(approve_first=1))
    session.commit()
    call("POST", "/posts.json", ALICE, raw="Hello.", title="My first topic", category=board)

    waiting = call("GET", "/review.json", MOD).json()["reviewables"]
    assert [(one["type"], one["payload"]["title"]) for one in waiting] == [
        ("ReviewableQueuedPost", "My first topic")
    ]
    assert call("PUT", f"/review/{waiting[0]['id']}/perform/{action}", MOD).status_code == 200

    listed = call("GET", "/latest.json", ALICE).json()["topic_list"]["topics"]
    assert [topic["title"] for topic in listed] == topics
    assert call("PUT", f"/review/{waiting[0]['id']}/perform/{action}", MOD).status_code == 422


def test_the_secretariat_opens_changes_and_removes_a_forum(call) -> None:
    made = call("POST", "/categories.json", SECRETARY, name="Wetlands", color="5c5f62", text_color="FFFFFF")

    assert made.status_code == 200, made.text
    board = made.json()["category"]
    assert (board["name"], board["slug"], board["color"]) == ("Wetlands", "wetlands", "5c5f62")
    changed = call("PUT", f"/categories/{board['id']}.json", SECRETARY, name="Wetlands and coasts")
    assert changed.json()["category"]["name"] == "Wetlands and coasts"
    assert call("DELETE", f"/categories/{board['id']}.json", SECRETARY).status_code == 200
    assert call("GET", f"/c/{board['id']}/show.json", ALICE).status_code == 404


def test_a_forum_for_some_never_opens_to_all(call) -> None:
    asked = {"name": "Wetlands", "color": "5c5f62", "permissions[staff]": "1"}

    answer = call("POST", "/categories.json", SECRETARY, **asked)

    assert answer.status_code == 422
    assert "page of rights" in answer.json()["errors"][0]


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("DELETE", "/admin/users/{number}.json", {}),
        ("PUT", "/u/alice/preferences/username.json", {"new_username": "x"}),
        ("PUT", "/u/alice/preferences/email.json", {"email": "x@example.org"}),
    ],
)
def test_what_is_done_elsewhere_is_said(method, path, data, call) -> None:
    number = call("GET", "/u/alice.json", ALICE).json()["user"]["id"]

    answer = call(method, path.format(number=number), SECRETARY, **data)

    assert answer.status_code == 422
    assert "own page" in answer.json()["errors"][0]


def test_a_draft_is_kept_listed_and_dropped(call, post, board_named) -> None:
    data = {"reply": "Under way", "title": "A new topic", "categoryId": board_named("knowledge")}
    kept = call("POST", "/drafts.json", ALICE, draft_key="new_topic", sequence="0", data=json.dumps(data))
    key = f"topic_{post['topic_id']}"
    call("POST", "/drafts.json", ALICE, draft_key=key, sequence="0", data=json.dumps({"reply": "An answer"}))

    listed = call("GET", "/drafts.json", ALICE).json()["drafts"]

    assert kept.json()["draft_sequence"] == 1
    assert [one["draft_key"] for one in listed] == [key, "new_topic"]
    assert json.loads(listed[1]["data"]) == {**data, "action": "createTopic", "archetypeId": "regular"}
    shown = call("GET", "/drafts/new_topic.json", ALICE).json()
    assert (json.loads(shown["draft"])["reply"], shown["draft_sequence"]) == ("Under way", 1)
    assert call("GET", "/drafts.json", BOB).json()["drafts"] == []
    call("DELETE", "/drafts/new_topic.json", ALICE)
    assert call("GET", "/drafts/new_topic.json", ALICE).json() == {"draft": None, "draft_sequence": 0}


def test_a_draft_of_another_window_is_not_overwritten(call) -> None:
    asked = {"draft_key": "new_topic", "data": json.dumps({"reply": "Under way"})}
    call("POST", "/drafts.json", ALICE, sequence="0", **asked)

    assert call("POST", "/drafts.json", ALICE, sequence="0", **asked).status_code == 422
    assert call("POST", "/drafts.json", ALICE, sequence="1", **asked).json()["draft_sequence"] == 2


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("new_topic", "no JSON"),
        ("new_topic", "[]"),
        ("new_topic", '{"reply": "\\ud800"}'),
        ("new_topic", '{"reply": "\\u0000"}'),
        ("new_topic", "[" * 20_000),
        ("topic_x", "{}"),
        ("topic_99999999999999999999", "{}"),
    ],
)
def test_what_is_no_draft_is_refused(key, data, call) -> None:
    assert call("POST", "/drafts.json", ALICE, draft_key=key, data=data).status_code == 400


def test_tags_are_put_into_groups(call) -> None:
    asked = {"name": "Methods", "tag_names[]": ["eDNA", "Barcoding"]}

    made = call("POST", "/tag_groups.json", MOD, **asked)

    assert made.status_code == 200, made.text
    group = made.json()["tag_group"]
    assert (group["id"], set(group["tag_names"])) == ("methods", {"edna", "barcoding"})
    changed = call("PUT", "/tag_groups/methods.json", MOD, name="Ways", one_per_topic="true").json()[
        "tag_group"
    ]
    assert (changed["name"], changed["one_per_topic"]) == ("Ways", True)
    assert set(changed["tag_names"]) == {"edna", "barcoding"}
    assert call("DELETE", "/tag_groups/ways.json", MOD).status_code == 200
    assert call("GET", "/tag_groups.json", ALICE).json()["tag_groups"] == []
