"""Leaving a stream of mails from the mail itself."""

import re

from corridor.testing import ALICE, DATABASES, settings_for
from notify_service.preferences.queries import wishes_of
from notify_service.service import SERVICE
from notify_service.unsubscribing.tokens import DIGEST, Subscription, unsubscribe_url
from tests.notify_service.world import happen, mailer, members, reply


def _path(kind, forum=""):
    subscription = Subscription(account_id=ALICE.account_id, kind=kind, forum=forum)
    return unsubscribe_url(settings_for(SERVICE), subscription).removeprefix("http://localhost")


def _wishes():
    with DATABASES.sessions(SERVICE)() as session:
        return wishes_of(session, ALICE.account_id)


def test_following_the_link_only_shows_a_page(client, session):
    members(session)

    answer = client.get(_path(DIGEST))

    assert answer.status_code == 200
    assert "<button" in answer.text
    assert _wishes().rhythm == "daily"


def test_one_click_acts_without_signing_in(client, session):
    members(session)

    answer = client.post(_path(DIGEST), data={"List-Unsubscribe": "One-Click"}, csrf=False)

    assert answer.status_code == 200
    assert _wishes().rhythm == "never"


def test_a_link_ends_its_own_stream_only(client, session):
    members(session)

    client.post(_path("forum_reply", "cooperation"), csrf=False)

    assert _wishes().channel("forum_reply", "cooperation") == "site"
    assert _wishes().channel("forum_reply", "knowledge") == "digest"
    assert _wishes().rhythm == "daily"


def test_a_changed_link_opens_nothing(client, session):
    members(session)
    path = _path(DIGEST)

    assert client.post(path[:-2] + "xx", csrf=False).status_code == 404
    assert client.get("/notify/unsubscribe/rubbish").status_code == 404
    assert _wishes().rhythm == "daily"


def test_the_header_of_a_mail_leads_there(client, session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)
    (mail,) = mailbox.mails

    path = re.match(r"<http://localhost(/notify/unsubscribe/[^>]+)>, <mailto:do\+", mail["List-Unsubscribe"])[1]
    client.post(path, csrf=False)

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert _wishes().channel("mention") == "site"
