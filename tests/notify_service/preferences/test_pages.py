"""Choosing what reaches one, and when."""

import re

from sqlalchemy import select

from corridor.testing import ALICE, sign_in
from notify_service.preferences.models import Choice, Preference
from notify_service.preferences.queries import wishes_of
from tests.notify_service.world import happen, opening

FORM = {
    "rhythm": "weekly",
    "digest_hour": "6",
    "digest_weekday": "4",
    "quiet_start": "22",
    "quiet_end": "7",
    "channel-mention": "mail",
    "channel-message": "mail",
    "channel-call": "mail",
    "channel-thanks": "none",
    "channel-reminder": "mail",
    "channel-moderation": "mail",
    "channel-forum_topic": "none",
    "channel-forum_reply": "digest",
    "channel-need": "mail",
    "channel-match": "mail",
    "channel-offer": "mail",
    "channel-case": "site",
    "channel-account": "mail",
}


def test_whoever_chose_nothing_sees_the_defaults(client):
    sign_in(client, ALICE)

    page = client.get("/notify/preferences").text

    assert re.search(r'name="channel-mention" value="mail"[^>]*checked', page)
    assert re.search(r'name="channel-forum_topic" value="digest"[^>]*checked', page)


def test_choices_are_kept(client, session):
    sign_in(client, ALICE)

    answer = client.post("/notify/preferences", data=FORM)

    assert answer.status_code == 303
    wishes = wishes_of(session, ALICE.account_id)
    assert (wishes.rhythm, wishes.digest_hour, wishes.quiet_start) == ("weekly", 6, 22)
    assert wishes.channel("forum_topic") == "none"
    assert session.scalar(select(Preference.next_due_at)) is not None


def test_a_forum_can_differ(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))

    client.post("/notify/preferences", data={**FORM, "forum-cooperation-forum_topic": "mail"})

    assert wishes_of(session, ALICE.account_id).channel("forum_topic", "cooperation") == "mail"


def test_half_quiet_hours_are_an_error_and_nothing_is_lost(client, session):
    sign_in(client, ALICE)

    answer = client.post("/notify/preferences", data={**FORM, "quiet_end": ""})

    assert answer.status_code == 422
    assert "Give both ends of your quiet hours" in answer.text
    assert re.search(r'name="channel-case" value="site"[^>]*checked', answer.text)
    assert session.scalars(select(Choice)).all() == []


def test_wrong_words_are_an_error_not_a_crash(client):
    sign_in(client, ALICE)

    answer = client.post("/notify/preferences", data={**FORM, "channel-need": "pigeon", "digest_hour": "99"})

    assert answer.status_code == 422


def test_the_preview_shows_what_the_next_digest_would_say(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))

    page, mail = client.get("/notify/preferences/preview"), client.get("/notify/preferences/preview/mail")

    assert "Which wetlands have been mapped?" in page.text
    assert "maps of 2024" in mail.text
    assert "sandbox" in mail.headers["Content-Security-Policy"]


def test_an_empty_preview_says_so(client):
    sign_in(client, ALICE)

    assert "Nothing new so far" in client.get("/notify/preferences/preview").text
