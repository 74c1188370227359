"""Mails at once leave quiet times and full days alone."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from corridor.testing import ALICE
from notify_service.channels.email.models import Mail
from tests.notify_service.world import (
    MONDAY,
    choose,
    happen,
    mailer,
    make_digests,
    members,
    read_up_to,
    reply,
)

SATURDAY = MONDAY + timedelta(days=5)
WEEKEND = 0b1100000


def test_a_mail_waits_for_the_end_of_quiet_days_and_of_the_quiet_hours_after(session, mailbox):
    with time_machine.travel(SATURDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, quiet_days=WEEKEND, quiet_start=22, quiet_end=7)
        happen(session, reply((ALICE, "mentioned")))
        for hours in (0, 20, 36, 42):
            clock.move_to(SATURDAY + timedelta(hours=hours))
            mailer(mailbox.url)
            assert mailbox.mails == []

        clock.move_to((SATURDAY + timedelta(days=2)).replace(hour=7))
        mailer(mailbox.url)

    assert len(mailbox.mails) == 1


def test_what_is_read_in_the_quiet_time_is_not_mailed_after_it(session, mailbox):
    with time_machine.travel(SATURDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, quiet_days=WEEKEND)
        happen(session, reply((ALICE, "mentioned")))
        mailer(mailbox.url)
        happen(session, read_up_to(2))
        clock.shift(timedelta(days=2))
        mailer(mailbox.url)

    assert mailbox.mails == []
    assert session.scalar(select(Mail.answer)) == "read on the site meanwhile"


def test_what_comes_above_the_number_of_a_day_goes_into_the_digest_once(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, daily_cap=2)
        for topic in (20, 21, 22, 23):
            happen(session, reply((ALICE, "mentioned"), topic=topic))
            mailer(mailbox.url)
        assert len(mailbox.mails) == 2

        clock.move_to(MONDAY.replace(day=24, hour=7))
        make_digests()
        happen(session, reply((ALICE, "mentioned"), topic=24))
        mailer(mailbox.url)

    texts = [mail.get_body(("plain",)).get_content() for mail in mailbox.mails]
    assert len(texts) == 4
    assert [sum(f"/{topic}/2" in text for text in texts) for topic in range(20, 25)] == [1] * 5


def test_without_a_digest_the_rest_of_the_day_waits_for_the_morning(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, daily_cap=1, rhythm="never")
        for topic in (20, 21):
            happen(session, reply((ALICE, "mentioned"), topic=topic))
            mailer(mailbox.url)
        assert len(mailbox.mails) == 1

        clock.move_to(MONDAY.replace(day=24, hour=6))
        mailer(mailbox.url)

    assert len(mailbox.mails) == 2


def test_no_limit_is_no_limit(session, mailbox):
    members(session)
    choose(session, ALICE, daily_cap=0)
    for topic in range(20, 25):
        happen(session, reply((ALICE, "mentioned"), topic=topic))
    mailer(mailbox.url)

    assert len(mailbox.mails) == 5
