"""The fields that programs read say what is so."""

from typing import Any

import pytest
import requests
from sqlalchemy import update

from corridor.testing import ALICE, BOB, MOD, client_for
from corridor.testing.statements import noting_statements
from forum_service.boards.models import Board
from forum_service.service import SERVICE as FORUM


@pytest.fixture
def call(site: str, key_of: Any) -> Any:
    """What a call as somebody is answered: `call("GET", "/latest.json", ALICE)`."""

    keys: dict[str, str] = {}

    def call_(method: str, path: str, who: Any, **data: Any) -> Any:
        key = keys.get(who.handle) or keys.setdefault(who.handle, key_of(who))
        headers = {"Api-Key": key, "Api-Username": who.handle}
        answer = requests.request(method, site + path, headers=headers, data=data, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    return call_


@pytest.fixture
def knowledge(call) -> int:
    found = call("GET", "/categories.json", ALICE)["category_list"]["categories"]
    return int(next(one["id"] for one in found if one["slug"] == "knowledge"))


@pytest.fixture
def post(call, knowledge) -> dict[str, Any]:
    """The post that opened Alice's topic."""
    asked = {"raw": "Who has tried *barcoding*?", "title": "Small museums", "category": knowledge}
    found: dict[str, Any] = call("POST", "/posts.json", ALICE, **asked)
    return found


def listed(call, who: Any) -> dict[str, Any]:
    found: dict[str, Any] = call("GET", "/latest.json", who)["topic_list"]["topics"][0]
    return found


@pytest.mark.parametrize("kind", ["Post", "Topic"])
def test_who_keeps_it_at_hand(kind, call, post) -> None:
    number = post["id"] if kind == "Post" else post["topic_id"]
    call("POST", "/bookmarks.json", BOB, bookmarkable_id=number, bookmarkable_type=kind)

    assert (listed(call, BOB)["bookmarked"], listed(call, ALICE)["bookmarked"]) == (True, False)
    assert call("GET", f"/t/{post['topic_id']}.json", BOB)["bookmarked"] is True


def test_who_gave_thanks(call, post) -> None:
    call("POST", "/post_actions.json", BOB, id=post["id"], post_action_type_id=2)

    assert (listed(call, BOB)["liked"], listed(call, ALICE)["liked"]) == (True, False)
    assert call("GET", "/search.json?q=barcoding", ALICE)["posts"][0]["like_count"] == 1


def test_why_it_was_edited(call, post, session) -> None:
    edit = {"post[raw]": "Who has tried **it**?", "post[edit_reason]": "Stronger"}

    call("PUT", f"/posts/{post['id']}.json", MOD, **edit)

    assert call("GET", f"/posts/{post['id']}.json", ALICE)["edit_reason"] == "Stronger"


def test_a_post_that_was_not_edited_has_no_reason(call, post) -> None:
    assert call("GET", f"/posts/{post['id']}.json", ALICE)["edit_reason"] is None


@pytest.mark.parametrize("size", [20, 90])
def test_everybody_has_a_picture(size, call, post, site) -> None:
    template = call("GET", "/u/alice.json", BOB)["user"]["avatar_template"]

    answer = requests.get(site.removesuffix("/forum/discourse") + template.format(size=size), timeout=20)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert f'width="{size}"' in answer.text
    assert ">A</text>" in answer.text
    assert "public" in answer.headers["Cache-Control"]


def test_a_picture_holds_nothing_but_letters() -> None:
    drawn = client_for(FORUM).get("/forum/discourse/letter_avatar/<script>.b&c/90.svg").get_data(as_text=True)

    assert "script" not in drawn
    assert client_for(FORUM).get("/forum/discourse/letter_avatar/%22/90.svg").status_code == 200


@pytest.mark.parametrize(
    ("path", "where"), [("/site.json", "categories"), ("/search.json?q=Knowledge", "categories")]
)
def test_what_may_be_done_in_a_forum(path, where, call, knowledge, session) -> None:
    session.execute(
        update(Board).where(Board.id == knowledge).values(reply_roles=["bureau"], create_roles=["bureau"])
    )
    session.commit()

    board = next(one for one in call("GET", path, ALICE)[where] if one["id"] == knowledge)

    assert board["permission"] == 3


def test_what_somebody_wrote_is_told_apart_before_it_is_cut(call, post) -> None:
    for number in range(31):
        call("POST", "/posts.json", ALICE, raw=f"And more: {number}", topic_id=post["topic_id"])

    topics = call("GET", "/user_actions.json?username=alice&filter=4", BOB)["user_actions"]
    first = call("GET", "/user_actions.json?username=alice&filter=5", BOB)["user_actions"]
    rest = call("GET", "/user_actions.json?username=alice&filter=5&offset=30", BOB)["user_actions"]

    assert [one["post_id"] for one in topics] == [post["id"]]
    assert (len(first), [one["post_number"] for one in rest]) == (30, [2])


@pytest.mark.parametrize("path", ["/search.json?q=barcoding", "/user_actions.json?username=alice&filter=4,5"])
def test_a_long_list_asks_no_more_than_a_short_one(path, call, post) -> None:
    call("GET", path, ALICE)
    with noting_statements() as few:
        call("GET", path, ALICE)
    for number in range(8):
        call("POST", "/posts.json", ALICE, raw=f"More of barcoding: {number}", topic_id=post["topic_id"])

    with noting_statements() as many:
        call("GET", path, ALICE)

    # What is remembered between searches may differ; the length of the list may not tell.
    assert len(many) < len(few) + 4
