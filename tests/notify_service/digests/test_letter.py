"""The digest as a reader has it: each item answerable, readable as plain text, in every language."""

import re

import pytest
import time_machine

from corridor.testing import ALICE, BOB, persona, settings_for
from notify_service.channels.email.wrapping import WIDTH, columns
from notify_service.inbound.addresses import read_address
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, happen, mailer, make_digests, members, opening, reply

SEVEN = MONDAY.replace(day=24, hour=7)
LONG = "<p>{}</p><ul><li>{}</li></ul>"


def _digest(session, mailbox, *events, reader=ALICE):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session, reader, BOB)
        for event in events:
            happen(session, event)
        clock.move_to(SEVEN)
        make_digests()
        mailer(mailbox.url)
    (mail,) = mailbox.to(reader.email)
    return mail


def _answers(text):
    found = re.findall(r"reply\+[a-z2-7]+@\S+", text)
    return [read_address(settings_for(SERVICE), address) for address in found]


def test_each_post_has_an_address_of_its_own_to_answer_it(session, mailbox):
    mail = _digest(
        session,
        mailbox,
        opening((ALICE, "watching"), topic=20),
        reply((ALICE, "watching"), topic=20, number=2),
        reply((ALICE, "watching"), topic=21, number=7),
    )

    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    answers = {(one.topic_id, one.post_number) for one in _answers(text)}
    assert answers == {(20, 1), (20, 2), (21, 7)}
    assert {one.owner for one in _answers(text)} == {ALICE.account_id}
    assert html.count('href="mailto:reply+') == 3
    assert mail["Reply-To"] is None


def test_a_digest_on_one_topic_is_answered_by_just_replying(session, mailbox):
    mail = _digest(session, mailbox, reply((ALICE, "watching"), number=3))

    answer = read_address(settings_for(SERVICE), mail["Reply-To"].addresses[0].addr_spec)
    assert (answer.topic_id, answer.post_number) == (12, 3)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The maps cover all of it. "),
        ("ar", "خرائط الأراضي الرطبة جاهزة للجميع. "),
        ("zh", "沼泽地图覆盖了所有区域，大家都可以使用。"),
        ("ru", "Карты болот охватывают всю территорию. "),
        ("fr", "Les cartes des zones humides couvrent tout. "),
        ("es", "Los mapas de humedales cubren todo. "),
    ],
)
def test_the_text_fits_a_text_reader_in_every_language(session, mailbox, language, words):
    reader = persona("reader", "expert", language=language)
    html = LONG.format(words * 12, words * 6)

    mail = _digest(
        session, mailbox, opening((reader, "watching"), html=html, language=language), reader=reader
    )

    text = mail.get_body(("plain",)).get_content()
    wide = [line for line in text.splitlines() if columns(line) > WIDTH]
    assert all(re.fullmatch(r"\s*(https?://|reply\+)\S+", line) for line in wide)
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in mail.get_body(("html",)).get_content()


def test_the_digest_says_where_it_stops_and_why_it_came(session, mailbox):
    mail = _digest(session, mailbox, opening((ALICE, "watching")))

    assert mail["List-Id"] == '"Corridor" <digest.corridor.example>'
    assert "<mailto:do+" in mail["List-Unsubscribe"]
    text = mail.get_body(("plain",)).get_content()
    assert "You get this digest because" in text
    assert "http://localhost/notify/unsubscribe/" in text


def test_each_forum_can_be_followed_otherwise_from_the_digest(client, session, mailbox):
    mail = _digest(
        session,
        mailbox,
        opening((ALICE, "watching")),
        opening((ALICE, "watching"), topic=13, forum_slug="knowledge"),
    )

    text = mail.get_body(("plain",)).get_content()
    pages = [client.get(path).text for path in re.findall(r"http://localhost(/notify/unsubscribe/\S+)", text)]
    forums = ("Forum on Knowledge Management", "Forum on Technical and Scientific Cooperation")
    assert [sum(forum in page for page in pages) for forum in forums] == [1, 1]


@pytest.mark.parametrize(
    "html", ["<p>" + "Short words. " * 12 + "</p>", "<ul>" + "<li>a</li>" * 150 + "</ul>"]
)
def test_many_short_posts_fit_into_a_mail_that_nobody_cuts(session, mailbox, html):
    events = [
        reply((ALICE, "watching"), topic=20 + topic, number=number, html=html)
        for topic in range(40)
        for number in (2, 3, 4)
    ]

    mail = _digest(session, mailbox, *events)

    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert all(f"Topic {20 + topic}" in text for topic in range(40))
    assert len(text.encode()) < 30_000
    assert len(html.encode()) < 100_000
