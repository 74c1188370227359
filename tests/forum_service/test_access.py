"""Every route of the forum, as everybody."""

import pytest

from corridor.testing import ALICE, BOB, CHARLIE, MOD, persona
from tests.forum_service.conftest import As

EXPERT = persona("eve", "expert")
SIGN_IN = 303
NOBODY = "00000000-0000-0000-0000-000000000000"
# path, form (None: GET), and what who gets: anonymous, no role, expert, group member, moderator
MATRIX = [
    ("/", None, (200, 200, 200, 200, 200)),
    ("/iag", None, (200, 200, 200, 200, 200)),
    ("/about", None, (200, 200, 200, 200, 200)),
    ("/forum", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/new", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/unread", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/boards", None, (SIGN_IN, 403, 403, 403, 200)),
    ("/forum/boards/new", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/boards", {"name": "House news"}, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/boards/iag", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/boards/iag", {"name": "House news"}, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/boards/iag/removal", {}, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/top", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/top/year", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/mine", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/tags", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/tag/x", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/tag/x/tracking", {"level": "3"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/tag/x/edit", None, (SIGN_IN, 403, 403, 403, 404)),
    ("/forum/tag/x/edit", {"slug": "y"}, (SIGN_IN, 403, 403, 403, 404)),
    ("/forum/tag/x/removal", {}, (SIGN_IN, 403, 403, 403, 404)),
    ("/forum/tags/groups/new", None, (SIGN_IN, 403, 403, 403, 200)),
    ("/forum/tags/groups", {"name": "Stage"}, (SIGN_IN, 403, 403, 403, 303)),
    ("/forum/tags/groups/x", None, (SIGN_IN, 403, 403, 403, 404)),
    ("/forum/tags/groups/x", {"name": "Stage"}, (SIGN_IN, 403, 403, 403, 404)),
    ("/forum/tags/groups/x/removal", {}, (SIGN_IN, 403, 403, 403, 404)),
    ("/forum/t/1/tags", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/tags", {"tags": "x"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/t/1/pinning", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/pinning", {"where": "pin"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/t/1/states/archive", {}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/searches", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/searches", {"query": "q=advice"}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/searches/1", {"alert": "true"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/searches/1/removal", {}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/drafts", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/search?q=advice", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/topics/new", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/f/iag", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/f/cases", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/t/advice-on-centres/1", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/advice-on-centres/1/1", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/1", None, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/t/advice-on-centres/1/reply", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/advice-on-centres/1/reply?quote=1", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1", None, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/posts/1/edit", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/posts/1/revisions", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/1/replies", {"raw": "x"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/t/1/reading", {"number": "1"}, (SIGN_IN, 403, 404, 204, 204)),
    ("/forum/t/1/tracking", {"level": "3"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/f/iag/tracking", {"level": "3"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/posts/1", {"raw": "y"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/preview", {"_draft_key": "reply/1", "raw": "x"}, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/preview/fragment", {"raw": "x"}, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/suggestions?key=reply/1&q=a", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/suggestions?kind=topics&q=a", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/similar?title=advice", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/formatting", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/drafts", {"_draft_key": "new", "raw": "x"}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/drafts/discarding", {"_draft_key": "new"}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/new/dismissal", {}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/t/1/closure", {}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/t/1/reopening", {}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/feeds", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/feeds", {"label": "Reader"}, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/feeds/1/revocation", {}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/feeds/no-key/whats-new.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/feeds/no-key/latest.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/feeds/no-key/top/week.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/feeds/no-key/f/iag.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/feeds/no-key/t/1.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/feeds/no-key/tags/x.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/feeds/no-key/u/alice.atom", None, (404, 404, 404, 404, 404)),
    ("/forum/discourse/latest.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/discourse/posts.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/discourse/top.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/discourse/top/weekly.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/discourse/c/iag/1.rss", None, (404, 404, 404, 200, 200)),
    ("/forum/discourse/t/x/1.rss", None, (404, 404, 404, 200, 200)),
    ("/forum/discourse/tag/x.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/discourse/u/alice/activity.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/discourse/u/alice/activity/topics.rss", None, (404, 404, 200, 200, 200)),
    ("/forum/t/1/go", None, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/t/1/print", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/1/export", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/1/export.md", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/1/export", {"format": "pdf"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/f/iag/export", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/f/iag/export", {"format": "md"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/jobs", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/jobs/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/jobs/1/result", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/jobs/1/removal", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/whats-new", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/whats-new/reading", {"until": "2026-01-01T00:00Z"}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/calls", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/calls/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/panel", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/record.csv", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/voices", {"stance": "support"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/extension", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/extension", {"reason": "x"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/withdrawal", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/withdrawal", {"reason": "x"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/outcome", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/calls/1/outcome", {"raw": "x"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/t/1/calls/new", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/calls", {"title": "A call", "closes_at": "x"}, (SIGN_IN, 403, 404, 403, 422)),
    ("/forum/t/1/polls/new", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/polls", {"question": "Which?", "options": "A\nB"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/polls/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/polls/1/panel", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/polls/1/votes", {"option": "1"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/polls/1/closing", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/t/1/second-forum", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/second-forum", {"forum": "knowledge"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/posts/1/thanks", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1/thanks", {}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/posts/1/thanks/withdrawal", {}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/bookmarks", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/bookmarks/reminders.ics", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/bookmarks/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/bookmarks/1", {"note": "x"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/bookmarks/1/removal", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/posts/1/bookmark", {}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/t/1/bookmark", {}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/posts/1/original", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1/translation/fr", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/posts/1/translations", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1/translations/new", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1/translations", {"language": "fr", "raw": "Avis"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/posts/1/translations/machine", {"language": "fr"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/posts/1/translations/fr/removal", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/planned", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/planned/new?topic=1", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/planned/new", {"_draft_key": "reply/1", "raw": "x"}, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/planned", {"topic": "1", "raw": "x"}, (SIGN_IN, 403, 404, 422, 422)),
    ("/forum/planned/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/planned/1", {"raw": "x"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/planned/1/cancellation", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/posts/1/hiding", {}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/posts/1/sharing", {}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/posts/1/unsharing", {}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/messages", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/messages/sent", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/messages/archive", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/messages/new", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/f/messages", None, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/messages", {"to": "alice", "title": "Hello", "raw": "x"}, (SIGN_IN, 403, 303, 303, 303)),
    ("/forum/members/alice", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/members/alice/topics", None, (SIGN_IN, 403, 200, 200, 200)),
    # There is no meeting: what is for the secretariat is refused before anybody looks.
    ("/iag/meetings", None, (303, 303, 303, 303, 303)),
    ("/iag/meetings/none", None, (404, 404, 404, 404, 404)),
    ("/iag/meetings/none/meeting.ics", None, (404, 404, 404, 404, 404)),
    ("/iag/meetings/none/answers", {"answer": "yes"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/iag/calendar", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/iag/calendar", {}, (SIGN_IN, 403, 200, 200, 200)),
    ("/iag/calendar/revocation", {}, (SIGN_IN, 403, 303, 303, 303)),
    ("/iag/calendar/none.ics", None, (404, 404, 404, 404, 404)),
    ("/iag/meetings/new", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings", {"title": "A"}, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/edit", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/edit", {}, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/cancelling", {}, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/reviving", {}, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/discussion", {}, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/documents/new", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/documents", {}, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/documents/1/removal", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/iag/meetings/none/documents/1/removal", {}, (SIGN_IN, 403, 403, 403, 403)),
    # Topic 1 is no message: of that nobody learns anything, staff no more than others.
    ("/forum/messages/1/people", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/messages/1/people", {"to": "eve"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/messages/1/leaving", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/messages/1/archiving", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/messages/1/restoring", {}, (SIGN_IN, 403, 404, 404, 404)),
    # Files that there are: tests/forum_service/uploads/test_permissions.py.
    ("/forum/files", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/files/largest", None, (SIGN_IN, 403, 403, 403, 200)),
    (f"/forum/files/{NOBODY}", None, (SIGN_IN, 404, 404, 404, 404)),
    (f"/forum/files/{NOBODY}/a.png", None, (SIGN_IN, 404, 404, 404, 404)),
    (f"/forum/files/{NOBODY}/deletion", None, (SIGN_IN, 403, 404, 404, 404)),
    (f"/forum/files/{NOBODY}/deletion", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/t/1/files", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/uploads", {}, (SIGN_IN, 403, 422, 422, 422)),
    ("/forum/uploads/attaching", {"_draft_key": "reply/1", "raw": "x"}, (SIGN_IN, 403, 404, 422, 422)),
    ("/forum/posts/1/more", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/t/1/more", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1/flag", None, (SIGN_IN, 403, 404, 200, 200)),
    ("/forum/posts/1/flag", {"reason": "attention"}, (SIGN_IN, 403, 404, 303, 303)),
    ("/forum/moderation", None, (SIGN_IN, 403, 403, 403, 200)),
    ("/forum/moderation/log", None, (SIGN_IN, 403, 403, 403, 200)),
    ("/forum/moderation/members", None, (SIGN_IN, 403, 403, 403, 200)),
    ("/forum/moderation/members/alice", None, (SIGN_IN, 403, 403, 403, 200)),
    (
        "/forum/moderation/members/alice/measures",
        {"kind": "silence", "reason": "Three warnings"},
        (SIGN_IN, 403, 403, 403, 303),
    ),
    ("/forum/moderation/members/alice/notes", {"words": "Called"}, (SIGN_IN, 403, 403, 403, 303)),
    ("/forum/moderation/measures/1/lifting", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/moderation/acts/1/undoing", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/moderation/posts/1", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/moderation/posts/1/decision", {"decision": "noted"}, (SIGN_IN, 403, 404, 403, 409)),
    ("/forum/moderation/held/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/moderation/held/1/approval", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/moderation/held/1/refusal", {"reason": "No, sorry"}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/waiting", None, (SIGN_IN, 403, 200, 200, 200)),
    ("/forum/waiting/1", None, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/waiting/1/withdrawal", {}, (SIGN_IN, 403, 404, 404, 404)),
    ("/forum/t/1/moving", None, (SIGN_IN, 403, 404, 403, 200)),
    (
        "/forum/t/1/moving",
        {"numbers": "1", "where": "new", "title": "Another", "forum": "iag"},
        (SIGN_IN, 403, 404, 403, 303),
    ),
    ("/forum/t/1/forum", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/forum", {"forum": "knowledge"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/t/1/deletion", None, (SIGN_IN, 403, 404, 403, 200)),
    ("/forum/t/1/deletion", {"reason": "Twice"}, (SIGN_IN, 403, 404, 403, 303)),
    ("/forum/standing", None, (SIGN_IN, 200, 200, 200, 200)),
    ("/forum/staff/rights", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/staff/rights/iag", None, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/staff/rights/iag/preview", {"reply_roles": "bureau"}, (SIGN_IN, 403, 403, 403, 403)),
    ("/forum/staff/rights/iag", {"reply_roles": "bureau"}, (SIGN_IN, 403, 403, 403, 403)),
]


@pytest.mark.parametrize(("path", "form", "expected"), MATRIX)
def test_each_route_as_everybody(path, form, expected, client, as_: As, open_topic) -> None:
    open_topic("Advice on centres", "iag", raw="Our advice")
    browsers = [client, *(as_(who) for who in (CHARLIE, EXPERT, BOB, MOD))]

    answers = [one.get(path) if form is None else one.post(path, data=form) for one in browsers]

    assert tuple(answer.status_code for answer in answers) == expected


def test_the_matrix_names_every_route(app) -> None:
    adapter = app.url_map.bind("localhost")
    named = {
        adapter.match(path.partition("?")[0], method="GET" if form is None else "POST")[0]
        for path, form, _expected in MATRIX
    }
    own = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0]
        in (
            "acts",
            "approval",
            "flags",
            "moderation",
            "moving",
            "rights",
            "sanctions",
            "home",
            "topics",
            "posts",
            "composer",
            "drafts",
            "tracking",
            "search",
            "lists",
            "boards",
            "tags",
            "tag_order",
            "states",
            "messages",
            "members",
            "meetings",
            "meeting_desk",
            "uploads",
            "calls",
            "chairing",
            "polls",
            "thanks",
            "bookmarks",
            "translating",
            "planned",
            "crossposting",
            "jobs",
            "whatsnew",
            "feeds",
            "discourse_feeds",
            "exports",
            "reading",
        )
    }

    assert own - named == {"topics.create"}


def test_who_lost_the_roles_sees_nothing_any_more(as_: As, open_topic) -> None:
    path = open_topic()
    member = persona("frank", "expert")
    assert as_(member).get(path).status_code == 200

    former = persona("frank-without")

    assert as_(former).get(path).status_code == 403


def test_prefixes_are_not_a_way_in(as_: As, open_topic) -> None:
    path = open_topic("Advice on centres", "iag")
    eve = as_(EXPERT)

    for suffix in (".json", ".rss", "/x.css", ";.js", "%2fx.css"):
        assert eve.get(path + suffix).status_code == 404


def test_alice_is_a_member_of_the_group() -> None:
    assert "iag_member" in ALICE.roles
