"""What becomes of news that somebody wants at once."""

import time_machine
from sqlalchemy import select

from corridor import clock
from corridor.testing import ALICE, BOB
from notify_service.channels.email.models import Mail
from tests.notify_service.world import MONDAY, choose, happen, mailer, members, read_up_to, reply


def test_a_mention_is_mailed_with_all_its_words(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    mailer(mailbox.url)

    (mail,) = mailbox.to(ALICE.email)
    assert mail["Subject"] == "Re: Which wetlands have been mapped?"
    assert "the maps of 2024 cover all of it" in mail.get_body(("plain",)).get_content()
    assert "<em>maps of 2024</em>" in mail.get_body(("html",)).get_content()
    assert session.scalar(select(Mail.state)) == "sent"


def test_a_mail_goes_out_once(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    mailer(mailbox.url)
    mailer(mailbox.url)

    assert len(mailbox.mails) == 1


def test_several_replies_in_one_topic_travel_together(session, mailbox):
    members(session)
    for number in (2, 3, 4):
        happen(session, reply((ALICE, "mentioned"), number=number))

    mailer(mailbox.url)

    (mail,) = mailbox.mails
    text = mail.get_body(("plain",)).get_content()
    assert text.index("Post 2") < text.index("Post 3") < text.index("Post 4")


def test_what_was_read_meanwhile_is_not_mailed(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    happen(session, read_up_to(2))
    mailer(mailbox.url)

    assert mailbox.mails == []
    assert session.scalar(select(Mail.answer)) == "read on the site meanwhile"


def test_only_what_is_still_unread_is_mailed(session, mailbox):
    members(session)
    for number in (2, 3):
        happen(session, reply((ALICE, "mentioned"), number=number))

    happen(session, read_up_to(2))
    mailer(mailbox.url)

    text = mailbox.mails[0].get_body(("plain",)).get_content()
    assert "Post 3" in text
    assert "Post 2" not in text


def test_news_after_the_mail_make_a_mail_of_their_own_in_the_same_thread(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned"), number=2))
    mailer(mailbox.url)

    happen(session, reply((ALICE, "mentioned"), number=3))
    mailer(mailbox.url)

    first, second = mailbox.mails
    assert second["In-Reply-To"] == first["Message-ID"]
    assert "Post 2" not in second.get_body(("plain",)).get_content()


def test_quiet_hours_move_a_mail(session, mailbox):
    members(session)
    with time_machine.travel(MONDAY.replace(hour=23), tick=False):
        choose(session, ALICE, quiet_start=22, quiet_end=7)
        happen(session, reply((ALICE, "mentioned")))
        mailer(mailbox.url)
        assert mailbox.mails == []

    with time_machine.travel(MONDAY.replace(day=24, hour=7), tick=False):
        mailer(mailbox.url)

    assert len(mailbox.mails) == 1


def test_a_mail_waits_a_little_for_the_reader_on_the_site(session, mailbox):
    members(session)
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, reply((ALICE, "mentioned")))
        mailer(mailbox.url, notice_delay=120)
        assert mailbox.mails == []

        clock.shift(120)
        mailer(mailbox.url, notice_delay=120)

    assert len(mailbox.mails) == 1


def test_nobody_is_told_of_what_they_did_themselves(session, mailbox):
    members(session)
    happen(session, reply((BOB, "mentioned"), (ALICE, "mentioned")))

    mailer(mailbox.url)

    assert [mail["X-Envelope-To"] for mail in mailbox.mails] == [ALICE.email]


def test_a_mail_that_cannot_be_written_holds_up_nobody(session, mailbox):
    members(session)
    session.add(Mail(kind="security", address=ALICE.email, words={}, due_at=clock.now()))
    happen(session, reply((ALICE, "mentioned")))

    mailer(mailbox.url)

    assert len(mailbox.mails) == 1
    assert set(session.scalars(select(Mail.state))) == {"failed", "sent"}
