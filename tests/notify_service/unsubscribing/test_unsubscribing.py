"""Leaving a stream of mails from the mail itself."""

import json
import re

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from corridor.events.notify import MailReceived
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, DATABASES, settings_for
from notify_service.digests.queries import news_for_next_digest
from notify_service.inbox.models import Item
from notify_service.preferences.models import TopicChoice
from notify_service.preferences.queries import wishes_of
from notify_service.service import SERVICE
from notify_service.unsubscribing.tokens import DIGEST, Subscription, topic_url, unsubscribe_url
from tests.notify_service.world import MONDAY, happen, mailer, members, need, reply


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

    leaving = r"<http://localhost(/notify/unsubscribe/[^>]+)>, <mailto:do\+"
    path = re.match(leaving, mail["List-Unsubscribe"])[1]
    client.post(path, csrf=False)

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert _wishes().channel("mention") == "site"


def _topic_path(act, topic="topic/12"):
    return topic_url(settings_for(SERVICE), ALICE.account_id, topic, act).removeprefix("http://localhost")


def _told_forum(session):
    query = select(outbox.c.body).where(outbox.c.type == MailReceived.type).order_by("position")
    told = [json.loads(body)["data"] for body in session.scalars(query)]
    return [(event["act"], event["topic_id"]) for event in told]


def test_a_topic_is_muted_from_its_mail_without_signing_in(client, session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, reply((ALICE, "watching"), number=3))

    shown = client.get(_topic_path("mute"))
    assert "Which wetlands have been mapped?" in shown.text
    assert _told_forum(session) == []

    assert client.post(_topic_path("mute"), csrf=False).status_code == 200
    mailer(mailbox.url)
    assert mailbox.mails == []
    assert _told_forum(session) == [("mute", 12)]
    assert not news_for_next_digest(session, ALICE, now=MONDAY)


def test_a_watched_topic_comes_at_once_whatever_the_forum_does(client, session, mailbox):
    members(session)
    client.post(_topic_path("watch"), csrf=False)

    happen(session, reply((ALICE, "watching")))
    happen(session, reply((ALICE, "watching"), topic=13))
    mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert mail["References"].split()[0] == "<topic.12@corridor.example>"
    assert _told_forum(session) == [("watch", 12)]


def test_what_was_done_to_a_topic_can_be_taken_back_on_the_page(client, session):
    members(session)
    client.post(_topic_path("mute"), csrf=False)

    client.post(_topic_path("mute"), data={"act": "track"}, csrf=False)

    assert _told_forum(session) == [("mute", 12), ("track", 12)]
    assert session.scalars(select(TopicChoice)).all() == []


def test_a_case_is_muted_here_alone(client, session):
    members(session)

    client.post(_topic_path("mute", "need/0190a0e2-0000-7000-8000-000000000001"), csrf=False)
    happen(session, need((ALICE, "focal_point")))

    assert session.scalar(select(Item.channel)) == "site"
    assert _told_forum(session) == []


def test_a_forum_can_be_followed_otherwise_from_the_page(client, session):
    members(session)

    page = client.post(_path("forum_reply", "cooperation"), data={"mode": "topics"}, csrf=False)

    assert "Done: your choice is kept" in page.text
    assert _wishes().mode("cooperation") == "topics"


def test_links_of_the_first_mails_still_work(client, session):
    members(session)
    signer = URLSafeSerializer(settings_for(SERVICE).secret_key, salt="notify.unsubscribe")
    token = signer.dumps([ALICE.account_id.hex, "digest", ""])

    assert client.post(f"/notify/unsubscribe/{token}", csrf=False).status_code == 200
    assert _wishes().rhythm == "never"


@pytest.mark.parametrize("page", ["unsubscribe", "steer"])
def test_a_link_opens_only_its_own_page(client, session, page):
    members(session)
    token = (_path(DIGEST) if page == "steer" else _topic_path("mute")).rpartition("/")[2]

    assert client.get(f"/notify/{page}/{token}").status_code == 404
    assert client.post(f"/notify/{page}/{token}", csrf=False).status_code == 404


def test_all_mails_are_stopped_at_once(client, session, mailbox):
    members(session)
    happen(session, reply((ALICE, "watching")))

    page = client.post(_path("mention"), data={"everything": "1"}, csrf=False)
    happen(session, reply((ALICE, "mentioned"), number=3))
    mailer(mailbox.url)

    assert "Done: no more mails" in page.text
    assert mailbox.mails == []
    assert _wishes().rhythm == "never"
    assert _wishes().mode("cooperation") == "off"
