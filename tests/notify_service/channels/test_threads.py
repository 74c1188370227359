"""Mails on one topic stand together, below what they answer, in every mail program."""

import pytest
import time_machine

from corridor.testing import ALICE, CHARLIE, settings_for
from notify_service.channels.email.command_words import command_words
from notify_service.inbound.addresses import read_address
from notify_service.inbound.parsing.commands import command_in
from notify_service.members.models import Member
from notify_service.preferences.actions import choose_mode
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, happen, mailer, members, need, opening, reply

ROOT = "<topic.12@corridor.example>"


def _mailed(session, mailbox, *events):
    """Each event mailed on its own, in turn."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        if session.get(Member, ALICE.account_id) is None:
            members(session)
        for event in events:
            happen(session, event)
            clock.shift(60)
            mailer(mailbox.url)
    return mailbox.to(ALICE.email)


def test_the_mail_of_a_post_bears_the_name_of_the_post_for_every_reader(session, mailbox):
    people = ((ALICE, "mentioned"), (CHARLIE, "mentioned"))

    _mailed(session, mailbox, opening(*people), reply(*people, number=3))

    for person in (ALICE, CHARLIE):
        first, second = mailbox.to(person.email)
        assert first["Message-ID"] == ROOT
        assert first["In-Reply-To"] is None
        assert second["Message-ID"] == "<topic.12.post.3@corridor.example>"
        assert second["References"].split()[0] == ROOT


def test_an_answer_stands_below_the_mail_that_brought_what_it_answers(session, mailbox):
    mails = _mailed(
        session,
        mailbox,
        opening((ALICE, "mentioned")),
        reply((ALICE, "mentioned"), number=2),
        reply((ALICE, "mentioned"), number=3),
        reply((ALICE, "mentioned"), number=4, parent_post_number=2),
    )

    assert mails[3]["In-Reply-To"] == mails[1]["Message-ID"]
    assert mails[3]["References"].split()[-1] == mails[1]["Message-ID"]


def test_an_answer_to_a_post_that_was_never_mailed_still_names_it(session, mailbox):
    (mail,) = _mailed(session, mailbox, reply((ALICE, "mentioned"), number=4, parent_post_number=2))

    assert mail["In-Reply-To"] == "<topic.12.post.2@corridor.example>"
    assert mail["References"] == f"{ROOT} <topic.12.post.2@corridor.example>"


def test_posts_that_travel_together_are_found_by_what_answers_one_of_them(session, mailbox):
    members(session)
    for number in (2, 3):
        happen(session, reply((ALICE, "mentioned"), number=number))
    mailer(mailbox.url)
    happen(session, reply((ALICE, "mentioned"), number=4, parent_post_number=2))
    mailer(mailbox.url)

    both, answer = mailbox.to(ALICE.email)
    assert both["Message-ID"] == "<topic.12.post.3@corridor.example>"
    assert answer["In-Reply-To"] == both["Message-ID"]


def test_the_subject_stays_when_the_title_changes(session, mailbox):
    mails = _mailed(
        session,
        mailbox,
        opening((ALICE, "mentioned")),
        reply((ALICE, "mentioned"), title="Renamed"),
        reply((ALICE, "mentioned"), number=3, title="Renamed twice"),
    )

    subjects = [mail["Subject"] for mail in mails]
    assert subjects == ["Which wetlands have been mapped?", *["Re: Which wetlands have been mapped?"] * 2]
    assert {mail["Thread-Topic"] for mail in mails} == {"Which wetlands have been mapped?"}


def test_news_of_one_need_stand_together(session, mailbox):
    mails = _mailed(
        session, mailbox, need((ALICE, "focal_point")), need((ALICE, "author"), excerpt="Changed.")
    )

    assert mails[1]["In-Reply-To"] == mails[0]["Message-ID"]
    assert mails[0]["Message-ID"] != mails[1]["Message-ID"]


def test_a_post_is_answered_by_just_replying(session, mailbox):
    (mail,) = _mailed(session, mailbox, reply((ALICE, "mentioned"), number=3))

    (mailbox_of_post,) = mail["Reply-To"].addresses
    destination = read_address(settings_for(SERVICE), mailbox_of_post.addr_spec)
    assert (destination.act, destination.owner) == ("reply", ALICE.account_id)
    assert (destination.topic_id, destination.post_number) == (12, 3)
    text = mail.get_body(("plain",)).get_content()
    private = read_address(settings_for(SERVICE), next(x for x in text.split() if x.startswith("reply+")))
    assert (private.act, private.topic_id, private.post_number) == ("private", 12, 3)


def test_each_of_several_posts_can_be_answered(session, mailbox):
    members(session)
    for number in (2, 3):
        happen(session, reply((ALICE, "mentioned"), number=number))
    mailer(mailbox.url)

    html = mailbox.mails[0].get_body(("html",)).get_content()
    assert html.count("Answer by mail") == 2


def test_the_headers_of_a_list_lead_to_the_forum(session, mailbox):
    members(session)
    choose_mode(session, ALICE.account_id, "cooperation", "all", now=MONDAY)
    (mail,) = _mailed(session, mailbox, reply((ALICE, "watching")))

    assert mail["List-Id"].endswith("<cooperation.corridor.example>")
    assert mail["List-Post"] == "<mailto:cooperation@corridor.example>"
    assert mail["List-Archive"] == "<http://localhost/forum/t/wetlands/12/2>"
    assert mail["List-Help"] == "<http://localhost/notify/by-mail>"
    assert mail["Feedback-ID"] == "cooperation:forum_reply:at-once:corridor"
    http, address = mail["List-Unsubscribe"].split(", ")
    assert http.startswith("<http://localhost/notify/unsubscribe/")
    command = read_address(settings_for(SERVICE), address.removeprefix("<mailto:").removesuffix(">"))
    assert (command.act, command.owner) == ("unsubscribe", ALICE.account_id)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_the_words_that_a_mail_offers_are_understood_when_they_come_back(language):
    for command, word in command_words(language).items():
        assert command_in(word, "") == command
