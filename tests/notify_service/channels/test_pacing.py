"""Mails to one domain go at a pace that its servers take for a house's, not for a spammer's."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from corridor.testing import ALICE, BOB, CHARLIE, DATABASES, settings_for
from notify_service.channels.email.delivery import Mailer
from notify_service.channels.email.models import Mail
from notify_service.channels.email.pacing import Pace
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, code_requested, happen, members, reply

STRANGER = "0190a0e2-0000-7000-8000-0000000000aa"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _seconds(pace, mails, domain="one.example", now=NOON):
    return [(pace.turn(domain, now, a_minute=60) - now).total_seconds() for _ in range(mails)]


def test_a_burst_goes_at_once_and_each_one_after_it_has_a_turn_of_its_own():
    turns = _seconds(Pace(), 13)

    assert turns == [0.0] * 10 + [1.0, 2.0, 3.0]


def test_domains_do_not_wait_for_each_other():
    pace = Pace()
    _seconds(pace, 50)

    assert _seconds(pace, 1, domain="two.example") == [0.0]


def test_a_domain_that_wants_less_gets_them_slower_and_recovers():
    pace = Pace()
    pace.slow_down("one.example")
    slow = _seconds(pace, 8)

    for _ in range(4):
        pace.speed_up("one.example")

    assert slow[-1] - slow[-2] == 2.0
    assert _seconds(pace, 2, now=NOON + timedelta(hours=1)) == [0.0, 0.0]


def test_without_a_rate_nothing_waits():
    assert Pace().turn("one.example", NOON, a_minute=0) == NOON


def test_what_waits_for_its_turn_goes_in_time_and_once(session, mailbox):
    people = (ALICE, BOB, CHARLIE)
    settings = settings_for(SERVICE, smtp_url=mailbox.url, notice_delay=0, mail_rate=2)
    one = Mailer()
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session, *people)
        happen(session, reply(*((person, "mentioned") for person in people), author_id=STRANGER))
        happen(session, code_requested())
        one.deliver(DATABASES.sessions(SERVICE), settings)
        first = len(mailbox.mails)

        for _ in range(4):
            clock.shift(timedelta(seconds=30))
            one.deliver(DATABASES.sessions(SERVICE), settings)

    assert first == 2
    assert len(mailbox.mails) == 4
    assert set(session.scalars(select(Mail.state))) == {"sent"}
