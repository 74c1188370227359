"""One row a route: method, path, form, and whom it lets in.

The rows of test_access.MATRIX say what each route answers where nothing is there; here all of it exists in
the group's forum, so that what is refused is refused for what it is.
"""

from dataclasses import dataclass
from typing import Any

from tests.forum_service.permissions.policies import Policy
from tests.forum_service.test_access import MATRIX

P = Policy


@dataclass(frozen=True)
class Row:
    """A request that stands for a route."""

    method: str
    path: str
    form: dict[str, Any] | None
    policy: Policy

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


# What the numbers of a row of the MATRIX mean (anonymous, no role, expert, group member, moderator).
def _meaning(expected: tuple[int, ...]) -> Policy:
    told = tuple("ok" if status not in (403, 404) else str(status) for status in expected)
    known = {
        ("ok", "ok", "ok", "ok", "ok"): P.EVERYBODY,
        ("ok", "403", "ok", "ok", "ok"): P.MEMBERS,
        ("404", "404", "ok", "ok", "ok"): P.MEMBERS,
        ("ok", "403", "404", "ok", "ok"): P.READERS,
        ("404", "404", "404", "ok", "ok"): P.READERS,
        ("ok", "403", "404", "403", "ok"): P.KEEPERS,
        ("ok", "403", "403", "403", "ok"): P.STAFF,
        ("ok", "403", "403", "403", "403"): P.STAFF,
        ("ok", "403", "403", "403", "404"): P.STAFF,
    }
    return known.get(told, P.NOBODY)


# Where there is something now, or where the house has more kinds of moderators than the MATRIX.
SAID: dict[tuple[str, str], Policy] = {
    ("GET", "/forum/standing"): P.ACCOUNTS,
    # What the author may do as well as moderators.
    ("GET", "/forum/posts/1/edit"): P.READERS,
    ("POST", "/forum/posts/1"): P.READERS,
    ("POST", "/forum/posts/1/sharing"): P.READERS,
    ("POST", "/forum/posts/1/unsharing"): P.READERS,
    ("GET", "/forum/t/1/tags"): P.READERS,
    ("POST", "/forum/t/1/tags"): P.READERS,
    ("GET", "/forum/t/1/calls/new"): P.READERS,
    ("POST", "/forum/t/1/calls"): P.READERS,
    ("GET", "/forum/t/1/polls/new"): P.READERS,
    ("POST", "/forum/t/1/polls"): P.READERS,
    # A call and a poll in the group's topic, both the author's.
    **{("GET", f"/forum/calls/1{end}"): P.READERS for end in ("", "/panel", "/record.csv")},
    ("POST", "/forum/calls/1/voices"): P.READERS,
    **{("GET", f"/forum/calls/1/{end}"): P.READERS for end in ("extension", "withdrawal", "outcome")},
    **{("POST", f"/forum/calls/1/{end}"): P.READERS for end in ("extension", "withdrawal", "outcome")},
    **{("GET", f"/forum/polls/1{end}"): P.READERS for end in ("", "/panel")},
    **{("POST", f"/forum/polls/1/{end}"): P.READERS for end in ("votes", "closing")},
    ("GET", "/forum/posts/1/translation/fr"): P.READERS,
    ("POST", "/forum/posts/1/translations/fr/removal"): P.READERS,
    # What is one member's own.
    **{("GET", f"/forum/{own}/1"): P.OWNER for own in ("bookmarks", "planned", "jobs", "waiting")},
    ("GET", "/forum/jobs/1/result"): P.OWNER,
    ("POST", "/forum/jobs/1/removal"): P.OWNER,
    ("POST", "/forum/bookmarks/1"): P.OWNER,
    ("POST", "/forum/bookmarks/1/removal"): P.OWNER,
    ("POST", "/forum/planned/1"): P.OWNER,
    ("POST", "/forum/planned/1/cancellation"): P.OWNER,
    ("POST", "/forum/searches/1"): P.OWNER,
    ("POST", "/forum/waiting/1/withdrawal"): P.OWNER,
    # Keeping order in some forum, or in this one.
    **{("GET", f"/forum/moderation{end}"): P.ANY_KEEPER for end in ("", "/log", "/members")},
    ("GET", "/forum/moderation/members/alice"): P.ANY_KEEPER,
    ("POST", "/forum/moderation/members/alice/measures"): P.ANY_KEEPER,
    ("POST", "/forum/moderation/measures/1/lifting"): P.KEEPERS,
    ("POST", "/forum/moderation/acts/1/undoing"): P.KEEPERS,
    ("GET", "/forum/moderation/held/1"): P.KEEPERS,
    ("POST", "/forum/moderation/held/1/approval"): P.KEEPERS,
    ("POST", "/forum/moderation/held/1/refusal"): P.KEEPERS,
}

# A message of the author to a friend: not for moderators, not for the secretariat.
MESSAGE = [
    Row("GET", "/forum/t/2", None, P.OWNER),
    Row("GET", "/forum/posts/{message}", None, P.OWNER),
    Row("GET", "/forum/t/2/print", None, P.OWNER),
    Row("GET", "/forum/t/2/export.md", None, P.OWNER),
    Row("GET", "/forum/messages/2/people", None, P.OWNER),
    Row("POST", "/forum/messages/2/people", {"to": "olga"}, P.OWNER),
    Row("POST", "/forum/messages/2/leaving", {}, P.OWNER),
    Row("POST", "/forum/messages/2/archiving", {}, P.OWNER),
    Row("POST", "/forum/messages/2/restoring", {}, P.OWNER),
    Row("POST", "/forum/t/2/replies", {"raw": "x"}, P.OWNER),
    Row("POST", "/forum/t/2/closure", {}, P.NOBODY),
    Row("POST", "/forum/t/2/moving", {"everything": "1", "where": "existing", "target": "1"}, P.NOBODY),
    Row("POST", "/forum/t/2/forum", {"forum": "iag"}, P.NOBODY),
    Row("GET", "/forum/discourse/t/2", None, P.OWNER),
    Row("GET", "/forum/discourse/raw/2", None, P.OWNER),
    Row("GET", "/forum/discourse/posts/{message}", None, P.OWNER),
]

_D = "/forum/discourse"
_READ_BY_ALL = (
    "/about /categories /site /site/categories /session/current /session/hp /latest /hot /top /new /unread"
    " /posts /groups /groups/search /tags /directory_items /u/search/users?term=mar /search?q=quokkaplan"
    " /search/query?term=quokkaplan /user_actions?username=maria /notifications /u/maria /u/by-external/x"
    " /u/by-external/p/x /topics/created-by/maria /tag/x /tag/x/l/latest /groups/none /groups/none/members"
)
_READ_IN_FORUM = (
    "/c/1 /c/1/l/latest /c/iag/1 /c/iag/1/l/latest /c/iag /c/iag/l/latest /c/1/show /category/iag /t/1 /t/1/1"
    " /t/x/1 /t/x/1/1 /t/1/posts /t/1/post_ids /raw/1 /raw/1/1 /posts/1 /posts/1/raw /posts/1/replies"
    " /posts/by_number/1/1 /post_action_users?id=1&post_action_type_id=2"
)
_WRITES = [
    ("POST", "/posts", {"topic_id": "1", "raw": "x"}, P.READERS),
    ("POST", "/topics/timings", {"topic_id": "1", "timings[1]": "9"}, P.READERS),
    ("POST", "/post_actions", {"id": "1", "post_action_type_id": "2"}, P.READERS),
    ("DELETE", "/post_actions/1", {"post_action_type_id": "2"}, P.READERS),
    ("POST", "/bookmarks", {"bookmarkable_id": "1", "bookmarkable_type": "Post"}, P.READERS),
    ("PUT", "/t/1/bookmark", {}, P.READERS),
    ("PUT", "/t/1/remove_bookmarks", {}, P.READERS),
    ("POST", "/t/1/notifications", {"notification_level": "2"}, P.READERS),
    ("POST", "/category/1/notifications", {"notification_level": "2"}, P.READERS),
    ("PUT", "/posts/1", {"post[raw]": "y"}, P.READERS),
    ("PUT", "/t/1", {"title": "Another title"}, P.READERS),
    ("PUT", "/t/x/1", {"title": "Another title"}, P.READERS),
    ("DELETE", "/posts/1", {}, P.READERS),
    ("DELETE", "/t/1", {}, P.KEEPERS),
    ("PUT", "/t/1/status", {"status": "closed", "enabled": "true"}, P.KEEPERS),
    ("PUT", "/t/1/reset-bump-date", {}, P.KEEPERS),
    ("PUT", "/posts/1/recover", {}, P.KEEPERS),
    ("PUT", "/t/1/recover", {}, P.KEEPERS),
    ("POST", "/t/1/invite", {"user": "olga"}, P.READERS),
    ("PUT", "/bookmarks/1", {"name": "x"}, P.OWNER),
    ("DELETE", "/bookmarks/1", {}, P.OWNER),
    ("PUT", "/notifications/mark-read", {}, P.MEMBERS),
    ("PUT", "/topics/reset-new", {}, P.MEMBERS),
    ("POST", "/uploads", {}, P.MEMBERS),
    ("POST", "/user-api-key/revoke", {}, P.MEMBERS),
    ("PUT", "/u/maria", {"name": "Maria"}, P.ACCOUNTS_DECIDE),
    ("POST", "/invites", {"email": "new@example.org"}, P.ACCOUNTS_DECIDE),
    ("POST", "/invites/link", {"email": "new@example.org"}, P.ACCOUNTS_DECIDE),
    ("POST", "/u", {"username": "new"}, P.ACCOUNTS_DECIDE),
    ("POST", "/admin/users/sync_sso", {}, P.ACCOUNTS_DECIDE),
    ("POST", "/admin/users/1/log_out", {}, P.ACCOUNTS_DECIDE),
    ("POST", "/admin/users/1/groups", {"group_id": "1"}, P.STAFF),
    ("PUT", "/groups/1/owners", {"usernames": "maria"}, P.STAFF),
    ("DELETE", "/groups/1/owners", {"usernames": "maria"}, P.STAFF),
    ("POST", "/admin/groups", {}, P.ACCOUNTS_DECIDE),
    ("PUT", "/groups/1", {"full_name": "x"}, P.STAFF),
    ("DELETE", "/admin/groups/1", {}, P.STAFF),
    ("GET", "/filter?q=status:open", None, P.MEMBERS),
    ("GET", "/tag_groups", None, P.MEMBERS),
    ("POST", "/tag_groups", {"name": ""}, P.STAFF),
    ("PUT", "/tag_groups/x", {}, P.NOBODY),
    ("DELETE", "/tag_groups/x", {}, P.NOBODY),
    ("GET", "/drafts", None, P.MEMBERS),
    ("GET", "/drafts/new_topic", None, P.MEMBERS),
    ("POST", "/drafts", {"draft_key": "new_topic", "data": "{}"}, P.MEMBERS),
    ("DELETE", "/drafts/new_topic", {}, P.MEMBERS),
    ("POST", "/t/1/move-posts", {"post_ids[]": "1", "title": "Another"}, P.KEEPERS),
    ("POST", "/t/1/merge-topic", {"destination_topic_id": "1"}, P.KEEPERS),
    ("POST", "/t/1/change-owner", {}, P.KEEPERS),
    ("PUT", "/posts/1/wiki", {"wiki": "true"}, P.READERS),
    ("POST", "/categories", {"name": "x"}, P.STAFF),
    ("PUT", "/categories/1", {"name": "x"}, P.STAFF),
    ("DELETE", "/categories/1", {}, P.STAFF),
    ("GET", "/review", None, P.ANY_KEEPER),
    ("PUT", "/review/2/perform/disagree", {}, P.KEEPERS),
    ("DELETE", "/admin/users/1", {}, P.MEMBERS),
    ("PUT", "/u/maria/preferences/username", {}, P.MEMBERS),
    ("PUT", "/u/maria/preferences/email", {}, P.MEMBERS),
    ("PUT", "/groups/1/members", {"usernames": "maria"}, P.STAFF),
    ("DELETE", "/groups/1/members", {"username": "maria"}, P.STAFF),
]
_MEASURES = "suspend unsuspend silence unsilence block unblock activate approve"
# Said to everybody: it is done elsewhere.
_NOT_HERE = "trust_level trust_level_lock deactivate anonymize"
_PRIVATE_LISTS = (
    "/topics/private-messages/maria /topics/private-messages-sent/maria /topics/private-messages-new/maria"
    " /topics/private-messages-unread/maria /topics/private-messages-archive/maria /u/maria/bookmarks"
    " /u/maria/topic-tracking-state"
)
PROGRAMS = [
    *(Row("GET", _D + path, None, P.MEMBERS) for path in _READ_BY_ALL.split()),
    *(Row("GET", _D + path, None, P.READERS) for path in _READ_IN_FORUM.split()),
    *(Row("GET", _D + path, None, P.OWNER) for path in _PRIVATE_LISTS.split()),
    *(Row(method, _D + path, form, policy) for method, path, form, policy in _WRITES),
    Row("GET", f"{_D}/u/maria/emails", None, P.OWNER_AND_STAFF),
    *(Row("PUT", f"{_D}/admin/users/1/{measure}", {}, P.STAFF) for measure in _MEASURES.split()),
    *(Row("PUT", f"{_D}/admin/users/1/{other}", {}, P.MEMBERS) for other in _NOT_HERE.split()),
    Row("GET", f"{_D}/admin/users/1", None, P.STAFF),
    Row("GET", f"{_D}/admin/users/list/active", None, P.STAFF),
    *(
        Row(method, f"{_D}/nothing/here", None, P.NOBODY)
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"]
    ),
    Row("GET", _D, None, P.EVERYBODY),
    Row("GET", f"{_D}/site/basic-info", None, P.EVERYBODY),
    Row("GET", f"{_D}/letter_avatar/maria/90.svg", None, P.EVERYBODY),
    Row("GET", f"{_D}/user-api-key/new", None, P.EVERYBODY),
    Row("GET", f"{_D}/session/sso_provider", None, P.EVERYBODY),
]
_HOOKS = "/forum/programs/webhooks"
OTHERS = [
    Row("POST", "/forum/topics", {"title": "A topic", "forum": "iag", "raw": "x"}, P.READERS),
    Row("POST", "/forum/theme", {"theme": "dark"}, P.EVERYBODY),
    Row("GET", "/assets/none", None, P.EVERYBODY),
    Row("GET", "/dev/gallery", None, P.EVERYBODY),
    Row("GET", "/forum/healthz", None, P.EVERYBODY),
    Row("GET", "/forum/readyz", None, P.EVERYBODY),
    Row("GET", "/forum/metrics", None, P.EVERYBODY),
    Row("GET", "/forum/unread-count", None, P.EVERYBODY),
    Row("POST", "/forum/uploads/tus", None, P.MEMBERS),
    # The protocol is told before the file is looked for: 412. Files of others: tests/forum_service/uploads.
    *(
        Row(method, "/forum/uploads/tus/00000000-0000-0000-0000-000000000000", None, P.MEMBERS)
        for method in ("GET", "PATCH", "DELETE")
    ),
    Row("GET", "/forum/programs", None, P.MEMBERS),
    Row("GET", "/forum/programs/imports", None, P.STAFF),
    Row("POST", "/forum/programs/imports/discourse", {"url": "https://example.org"}, P.STAFF),
    Row("POST", "/forum/programs/imports/mbox", {}, P.STAFF),
    Row("GET", "/forum/programs/acts", None, P.STAFF),
    Row("GET", _HOOKS, None, P.STAFF),
    Row("GET", f"{_HOOKS}/new", None, P.STAFF),
    Row("POST", _HOOKS, {"url": "https://example.org/"}, P.STAFF),
    Row("GET", f"{_HOOKS}/1", None, P.STAFF),
    Row("POST", f"{_HOOKS}/1", {"url": "https://example.org/"}, P.STAFF),
    Row("GET", f"{_HOOKS}/1/edit", None, P.STAFF),
    Row("POST", f"{_HOOKS}/1/ping", {}, P.STAFF),
    Row("GET", f"{_HOOKS}/1/removal", None, P.STAFF),
    Row("POST", f"{_HOOKS}/1/removal", {}, P.STAFF),
    Row("POST", f"{_HOOKS}/1/messages/1/again", {}, P.STAFF),
]


def _of_matrix() -> list[Row]:
    rows = []
    for path, form, expected in MATRIX:
        method = "GET" if form is None else "POST"
        policy = SAID.get((method, path)) or _meaning(expected)
        rows.append(Row(method, path, form, policy))
    return rows


ROWS = [*_of_matrix(), *OTHERS, *PROGRAMS, *MESSAGE]
