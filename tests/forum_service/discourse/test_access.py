"""Every call as everybody: who is nobody, who has no role, who reads other forums, members, staff."""

from typing import Any

import pytest

from account_service.service import SERVICE as ACCOUNT
from corridor.auth.state import TRANSPORT_EXTENSION
from corridor.testing import ALICE, BOB, CHARLIE, MOD, SECRETARY, app_for, persona
from forum_service.discourse.blueprint import PREFIX

# Of the forum of the advisory group, which experts do not read.
EXPERT = persona("eve", "expert")
ALL = (200, 200, 200, 200, 200, 200)
MEMBERS = (403, 403, 200, 200, 200, 200)
READERS = (403, 403, 404, 200, 200, 200)
STAFF = (403, 403, 404, 403, 200, 200)
OFFICE = (403, 403, 403, 403, 403, 200)
OWN = (403, 403, 404, 200, 404, 404)
NOBODY = (403, 403, 404, 404, 404, 404)
TOPIC, POST = "/t/1", "/posts/1"
# method, path, what is sent, and what who gets: nobody, no role, expert, Bob, moderator, secretariat
CALLS: list[tuple[str, str, dict[str, Any] | None, tuple[int, ...]]] = [
    *(("GET", path, None, ALL) for path in ("/site/basic-info", "/letter_avatar/alice/90.svg")),
    *(
        ("GET", path, None, MEMBERS)
        for path in (
            *("/latest", "/top", "/hot", "/new", "/unread", "/categories", "/site/categories", "/posts"),
            *(
                "/search?q=advice",
                "/search/query?term=x",
                "/tags",
                "/tag/x",
                "/tag/x/l/latest",
                "/about",
                "/site",
            ),
            *("/groups", "/groups/search", "/notifications", "/session/current", "/session/hp"),
            *("/topics/created-by/alice", "/u/alice", "/u/search/users?term=al", "/directory_items"),
            *(
                "/user_actions?username=alice",
                f"/u/by-external/{ALICE.account_id}",
                f"/u/by-external/x/{ALICE.account_id}",
            ),
        )
    ),
    *(
        ("GET", path, None, READERS)
        for path in (
            *(TOPIC, "/t/x/1", "/t/1/1", "/t/x/1/1", "/t/1/posts", "/t/1/post_ids", "/raw/1", "/raw/1/1"),
            *(POST, "/posts/1/raw", "/posts/1/replies", "/posts/by_number/1/1", "/post_action_users?id=1"),
            *("/c/1", "/c/1/l/latest", "/c/x/1", "/c/x/1/l/latest", "/c/iag", "/c/iag/l/latest"),
            *("/c/1/show", "/category/iag"),
        )
    ),
    *(
        ("GET", path, None, OWN)
        for path in (
            *("/topics/private-messages/bob", "/topics/private-messages-sent/bob"),
            *("/topics/private-messages-new/bob", "/topics/private-messages-unread/bob"),
            *("/topics/private-messages-archive/bob", "/u/bob/topic-tracking-state", "/u/bob/bookmarks"),
        )
    ),
    ("GET", "/u/bob/emails", None, (403, 403, 404, 200, 404, 200)),
    ("GET", "/admin/users/list/active", None, OFFICE),
    ("GET", "/admin/users/1", None, OFFICE),
    *(("GET", path, None, NOBODY) for path in ("/groups/none", "/groups/none/members")),
    ("POST", "/topics/timings", {"topic_id": "1", "timings[1]": "9"}, READERS),
    ("POST", "/t/1/notifications", {"notification_level": "2"}, READERS),
    ("POST", "/category/1/notifications", {"notification_level": "2"}, READERS),
    ("PUT", "/notifications/mark-read", {}, MEMBERS),
    ("PUT", "/topics/reset-new", {}, MEMBERS),
    ("POST", "/posts", {"raw": "An answer.", "topic_id": "1"}, READERS),
    ("PUT", POST, {"post[raw]": "Changed."}, STAFF),
    ("PUT", TOPIC, {"title": "Another title"}, STAFF),
    ("PUT", "/t/x/1", {"title": "Another title"}, STAFF),
    ("PUT", "/t/1/status", {"status": "closed", "enabled": "false"}, STAFF),
    ("PUT", "/t/1/reset-bump-date", {}, STAFF),
    ("POST", "/post_actions", {"id": "1", "post_action_type_id": "2"}, READERS),
    ("DELETE", "/post_actions/1?post_action_type_id=2", {}, READERS),
    ("POST", "/bookmarks", {"bookmarkable_id": "1", "bookmarkable_type": "Post"}, READERS),
    ("PUT", "/t/1/bookmark", {}, READERS),
    ("PUT", "/t/1/remove_bookmarks", {}, READERS),
    ("PUT", "/bookmarks/999", {}, NOBODY),
    ("DELETE", "/bookmarks/999", {}, NOBODY),
    ("POST", "/t/1/invite", {"username": "bob"}, NOBODY),
    ("GET", "/filter?q=status:open", None, MEMBERS),
    ("GET", "/tag_groups", None, MEMBERS),
    ("POST", "/tag_groups", {}, (403, 403, 403, 403, 422, 422)),
    ("PUT", "/tag_groups/x", {}, (403, 403, 403, 403, 404, 404)),
    ("DELETE", "/tag_groups/x", {}, (403, 403, 403, 403, 404, 404)),
    ("GET", "/drafts", None, MEMBERS),
    ("GET", "/drafts/new_topic", None, MEMBERS),
    ("POST", "/drafts", {"draft_key": "new_topic", "data": "{}"}, MEMBERS),
    ("DELETE", "/drafts/new_topic", {}, MEMBERS),
    ("POST", "/t/1/move-posts", {}, (403, 403, 404, 403, 400, 400)),
    ("POST", "/t/1/merge-topic", {}, (403, 403, 404, 403, 400, 400)),
    ("POST", "/t/1/change-owner", {}, (403, 403, 404, 403, 422, 422)),
    ("PUT", "/posts/1/wiki", {"wiki": "true"}, STAFF),
    ("POST", "/categories", {}, (403, 403, 403, 403, 403, 400)),
    ("PUT", "/categories/1", {}, OFFICE),
    ("DELETE", "/categories/1", {}, (403, 403, 403, 403, 403, 422)),
    ("GET", "/review", None, (403, 403, 403, 403, 200, 200)),
    ("PUT", "/review/999/perform/reject_post", {}, NOBODY),
    ("DELETE", "/admin/users/999", {}, NOBODY),
    ("PUT", "/u/nobody/preferences/username", {"new_username": "x"}, NOBODY),
    ("PUT", "/u/nobody/preferences/email", {"email": "x@example.org"}, NOBODY),
    ("POST", "/uploads", {}, (403, 403, 400, 400, 400, 400)),
    ("PUT", "/admin/users/999/suspend", {}, NOBODY),
    ("PUT", "/admin/users/999/unsuspend", {}, NOBODY),
    ("PUT", "/admin/users/999/block", {}, NOBODY),
    ("PUT", "/admin/users/999/silence", {}, NOBODY),
    ("PUT", "/admin/users/999/unblock", {}, NOBODY),
    ("PUT", "/admin/users/999/unsilence", {}, NOBODY),
    ("PUT", "/admin/users/999/approve", {}, NOBODY),
    ("PUT", "/admin/users/999/activate", {}, NOBODY),
    ("PUT", "/admin/users/999/trust_level", {}, NOBODY),
    ("PUT", "/admin/users/999/trust_level_lock", {}, NOBODY),
    ("PUT", "/admin/users/999/deactivate", {}, NOBODY),
    ("PUT", "/admin/users/999/anonymize", {}, NOBODY),
    ("POST", "/admin/users/999/groups", {"group_id": "1"}, NOBODY),
    ("POST", "/admin/users/999/log_out", {}, NOBODY),
    ("PUT", "/groups/7/members", {"usernames": "bob"}, NOBODY),
    ("DELETE", "/groups/7/members?usernames=bob", {}, NOBODY),
    ("PUT", "/groups/7/owners", {"usernames": "bob"}, NOBODY),
    ("DELETE", "/groups/7/owners?usernames=bob", {}, NOBODY),
    ("POST", "/admin/groups", {}, (403, 403, 400, 400, 400, 400)),
    ("PUT", "/groups/7", {"full_name": "X"}, NOBODY),
    ("DELETE", "/admin/groups/7", {}, NOBODY),
    ("PUT", "/u/nobody", {"name": "X"}, NOBODY),
    ("POST", "/user-api-key/revoke", {}, (403, 403, 400, 400, 400, 400)),
    ("POST", "/invites", {}, (403, 403, 400, 400, 400, 400)),
    ("POST", "/invites/link", {}, (403, 403, 400, 400, 400, 400)),
    ("POST", "/u", {}, (403, 403, 400, 400, 400, 400)),
    ("POST", "/admin/users/sync_sso", {}, (403, 403, 400, 400, 400, 400)),
    ("PUT", "/posts/1/recover", {}, NOBODY),
    ("PUT", "/t/1/recover", {}, NOBODY),
    # At last: after each of the staff it is gone for the next one.
    ("DELETE", POST, {}, (403, 403, 404, 403, 200, 404)),
    ("DELETE", TOPIC, {}, (403, 403, 404, 404, 404, 404)),
]


@pytest.fixture
def browsers(client, as_, app, open_topic) -> Any:
    app.extensions[TRANSPORT_EXTENSION] = app_for(ACCOUNT)
    open_topic("Advice on centres", "iag", raw="Our advice")
    yield [client, *(as_(who) for who in (CHARLIE, EXPERT, BOB, MOD, SECRETARY))]
    app.extensions.pop(TRANSPORT_EXTENSION, None)


def test_each_call_as_everybody(browsers) -> None:
    wrong = []
    for method, path, sent, expected in CALLS:
        answers = [one.open(PREFIX + path, method=method, data=sent) for one in browsers]
        found = tuple(answer.status_code for answer in answers)
        if found != expected:
            wrong.append(f"{method} {path}: {found}, not {expected}")
        assert {answer.headers.get("Location") for answer in answers} == {None}, path

    assert wrong == []


def test_the_calls_name_every_route(app) -> None:
    adapter = app.url_map.bind("localhost")
    named = {
        adapter.match(PREFIX + path.partition("?")[0], method=method, return_rule=True)[0].rule
        for method, path, _, _ in CALLS
    }
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("discourse.")}

    elsewhere = {"", "/<path:_rest>", "/user-api-key/new", "/session/<any(sso_provider, sso_login):way>"}
    assert rules - named == {PREFIX + path for path in elsewhere}
