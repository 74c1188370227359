"""Choosing what reaches one, and when."""

import json
import re

import pytest
from sqlalchemy import select

from corridor.events.notify import ForumModeChosen
from corridor.messaging.tables import outbox
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
    assert re.search(r'name="channel-thanks" value="site"[^>]*checked', page)


def test_choices_are_kept(client, session):
    sign_in(client, ALICE)

    answer = client.post("/notify/preferences", data=FORM)

    assert answer.status_code == 303
    wishes = wishes_of(session, ALICE.account_id)
    assert (wishes.rhythm, wishes.digest_hour, wishes.quiet_start) == ("weekly", 6, 22)
    assert (wishes.channel("thanks"), wishes.channel("case")) == ("none", "site")
    assert session.scalar(select(Preference.next_due_at)) is not None


@pytest.mark.parametrize(
    ("mode", "topics", "replies"),
    [
        ("off", "site", "site"),
        ("digest", "digest", "digest"),
        ("topics", "mail", "site"),
        ("all", "mail", "mail"),
    ],
)
def test_each_forum_is_followed_in_its_own_way(client, session, mode, topics, replies):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))

    client.post("/notify/preferences", data={**FORM, "mode-cooperation": mode})

    wishes = wishes_of(session, ALICE.account_id)
    assert (wishes.channel("forum_topic", "cooperation"), wishes.channel("forum_reply", "cooperation")) == (
        topics,
        replies,
    )
    assert wishes.channel("forum_topic", "knowledge") == "digest"
    page = client.get("/notify/preferences").text
    assert re.search(rf'name="mode-cooperation" value="{mode}"[^>]*checked', page)


def test_the_forum_hears_of_a_new_mode_and_of_nothing_that_stayed(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))

    for mode in ("all", "all", "off"):
        client.post("/notify/preferences", data={**FORM, "mode-cooperation": mode})

    query = select(outbox.c.sequence, outbox.c.body).where(outbox.c.type == ForumModeChosen.type)
    rows = session.execute(query.order_by("position")).all()
    told = [(row.sequence, json.loads(row.body)["data"]["mode"]) for row in rows]
    assert told == [(1, "all"), (2, "off")]


def test_a_forum_that_is_turned_off_leaves_the_waiting_digest(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))
    happen(session, opening((ALICE, "watching"), topic=13, forum_slug="knowledge", title="Of maps"))

    client.post("/notify/preferences", data={**FORM, "mode-cooperation": "off"})

    preview = client.get("/notify/preferences/preview").text
    assert "Of maps" in preview
    assert "Which wetlands" not in preview


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quiet_days": list("0123456")}, "Leave at least one day"),
        ({"quiet_days": ["4"]}, "This is one of your quiet days"),
    ],
)
def test_quiet_days_leave_room_for_mails(client, changes, words):
    sign_in(client, ALICE)

    answer = client.post("/notify/preferences", data={**FORM, **changes})

    assert answer.status_code == 422
    assert words in answer.text


def test_quiet_days_and_the_number_of_a_day_are_kept(client, session):
    sign_in(client, ALICE)

    client.post("/notify/preferences", data={**FORM, "quiet_days": ["5", "6"], "daily_cap": "5"})

    wishes = wishes_of(session, ALICE.account_id)
    assert (wishes.quiet_days, wishes.daily_cap) == (0b1100000, 5)
    page = client.get("/notify/preferences").text
    assert len(re.findall(r'name="quiet_days" value="[56]" checked', page)) == 2


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
