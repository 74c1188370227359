"""Bounces count, fade, and put an address on hold; its owner is told and may have it tried again."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from corridor import clock
from corridor.ids import uuid7
from corridor.testing import ALICE, BOB, DATABASES, settings_for, sign_in
from notify_service.channels.email.models import Mail
from notify_service.channels.email.suppression import is_suppressed
from notify_service.channels.email.verp import envelope_sender
from notify_service.inbound.parsing.shapes import Bounce
from notify_service.inbox.models import Item, Notice
from notify_service.reach import rules
from notify_service.reach.actions import note_bounce
from notify_service.reach.checking import look_after_addresses
from notify_service.reach.models import Bounce as Counted
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, code_requested, happen, mailer, members, reply

TOPICS = iter(range(100, 10_000))


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False) as travelling:
        yield travelling


def _send(session, mailbox):
    """One mail to alice; the address that reports about it come to."""
    happen(session, reply((ALICE, "mentioned"), topic=next(TOPICS)))
    mailer(mailbox.url)
    return mailbox.mails[-1]["X-Envelope-From"]


def _report(session, to, kind="hard", address=ALICE.email, **facts):
    bounce = Bounce(kind=kind, address=address, **{"status": "5.1.1", "diagnostic": "no such user"} | facts)
    become = note_bounce(session, bounce, recipients=(to,), settings=settings_for(SERVICE), now=clock.now())
    session.commit()
    return become


def test_one_bounce_is_an_accident_and_two_are_a_hold(session, mailbox, now):
    members(session)

    first = _report(session, _send(session, mailbox))
    now.shift(timedelta(days=1))
    second = _report(session, _send(session, mailbox))

    assert (first, second) == ("counted", "held")
    assert is_suppressed(session, ALICE.email)


def test_bounces_fade(session, mailbox, now):
    members(session)
    _report(session, _send(session, mailbox))

    now.shift(timedelta(days=15))

    assert _report(session, _send(session, mailbox)) == "counted"


def test_a_full_mailbox_is_given_a_week(session, mailbox, now):
    members(session)

    became = []
    for _day in range(9):
        became.append(_report(session, _send(session, mailbox), kind="soft", status="4.2.2"))
        now.shift(timedelta(days=1))
        if became[-1] == "held":
            break

    assert 5 <= len(became) <= 8


def test_a_full_mailbox_is_tried_again_after_a_fortnight(session, mailbox, now):
    test_a_full_mailbox_is_given_a_week(session, mailbox, now)
    assert is_suppressed(session, ALICE.email)

    now.shift(timedelta(days=15))
    look_after_addresses(DATABASES.sessions(SERVICE), settings_for(SERVICE))

    session.rollback()
    assert not is_suppressed(session, ALICE.email)


def test_a_complaint_counts_at_once(session, mailbox, now):
    members(session)

    assert _report(session, _send(session, mailbox), kind="complaint") == "held"


def test_the_same_report_twice_counts_once(session, mailbox, now):
    members(session)
    to = _send(session, mailbox)
    _report(session, to)

    assert _report(session, to) == "known"
    assert not is_suppressed(session, ALICE.email)


def test_anybody_can_write_a_report_and_nobody_believes_it(session, now):
    members(session)

    for _ in range(5):
        assert _report(session, "bounces@corridor.example") == "unproven"
        assert _report(session, envelope_sender(settings_for(SERVICE), uuid7())) == "unproven"

    assert not is_suppressed(session, ALICE.email)
    assert {row.proven for row in session.scalars(select(Counted))} == {False}


def test_a_report_says_nothing_about_anybody_elses_address(session, mailbox, now):
    members(session)

    for _ in range(2):
        _report(session, _send(session, mailbox), address=BOB.email)

    assert is_suppressed(session, ALICE.email)
    assert not is_suppressed(session, BOB.email)


def test_odd_words_of_foreign_servers_are_kept_harmless(session, mailbox, now):
    members(session)

    _report(
        session, _send(session, mailbox), diagnostic="no\0 such\r\nuser \u202e" + "x" * 5000, status="9" * 99
    )

    kept = session.scalars(select(Counted)).one()
    assert kept.diagnostic.startswith("no such user")
    assert len(kept.diagnostic) <= 500


def _hold(session, mailbox):
    members(session)
    _report(session, _send(session, mailbox), kind="complaint")


def test_who_is_on_hold_gets_no_notices_but_codes(session, mailbox, now):
    _hold(session, mailbox)
    before = len(mailbox.mails)

    happen(session, reply((ALICE, "mentioned"), topic=next(TOPICS)))
    happen(session, code_requested())
    mailer(mailbox.url)

    assert len(mailbox.mails) == before + 1
    assert session.scalar(select(Mail.skipped).where(Mail.state == "suppressed")) == "address_held"


def test_who_is_on_hold_is_told_on_the_site_alone(session, mailbox, now):
    _hold(session, mailbox)

    told = session.scalars(select(Item).join(Item.notice).where(Notice.what == "mail_held")).one()

    assert (told.account_id, told.channel) == (ALICE.account_id, "site")


def test_a_member_may_have_the_own_address_tried_again(client, session, mailbox, now):
    _hold(session, mailbox)
    sign_in(client, ALICE)
    assert "You get no mails from us." in client.get("/notify/preferences").text
    assert "reported as spam" in client.get("/notify").text

    client.post("/notify/preferences/address")

    assert "You get no mails from us." not in client.get("/notify/preferences").text
    session.rollback()
    assert not is_suppressed(session, ALICE.email)
    assert _report(session, _send(session, mailbox)) == "held"


def test_trying_an_address_that_is_not_on_hold_changes_nothing(client, session):
    members(session)
    sign_in(client, ALICE)

    assert client.post("/notify/preferences/address").status_code == 303
    assert "Your address was not on hold." in client.get("/notify/preferences").text


def test_points_fade_with_the_days():
    assert rules.faded(2.0, MONDAY, MONDAY + timedelta(days=10)) == pytest.approx(1.0)
    assert rules.faded(2.0, MONDAY, MONDAY + timedelta(days=100)) == 0.0
    assert rules.faded(2.0, MONDAY, MONDAY - timedelta(days=1)) == 2.0
    assert rules.faded(2.0, None, MONDAY) == 0.0


def test_what_a_mail_that_came_back_was_to_tell_comes_with_the_next_digest(session, mailbox, now):
    members(session)
    report_to = _send(session, mailbox)
    happen(session, reply((ALICE, "mentioned"), number=2, topic=99))

    _report(session, report_to)
    _report(session, report_to)

    (item,) = session.scalars(select(Item).where(Item.channel == "digest"))
    assert item.mail_id is None
    assert item.group_key != "topic/99"
