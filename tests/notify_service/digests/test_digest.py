"""The digest: what is in it, when it comes, and that it neither repeats nor skips."""

from datetime import timedelta

import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from corridor.events.account import AccountChanged
from corridor.members.handlers import COPIED
from corridor.testing import ALICE, BOB, DATABASES
from notify_service.channels.email.models import Mail
from notify_service.channels.email.suppression import lift, suppress
from notify_service.digests.assembly import assemble_one
from notify_service.inbox.models import Item
from notify_service.preferences.actions import choose_channels
from notify_service.preferences.models import Preference
from notify_service.service import SERVICE
from tests.notify_service.world import (
    MONDAY,
    choose,
    happen,
    mailer,
    make_digests,
    members,
    need,
    opening,
    read_up_to,
    reply,
)

SEVEN = MONDAY.replace(day=24, hour=7)


def _text(mail):
    return mail.get_body(("plain",)).get_content()


def test_a_digest_comes_in_the_morning_with_all_that_is_new(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching")))
        happen(session, reply((ALICE, "watching"), topic=13))
        make_digests()
        mailer(mailbox.url)
        assert mailbox.mails == []

        clock.move_to(SEVEN)
        make_digests()
        mailer(mailbox.url)

    (mail,) = mailbox.to(ALICE.email)
    assert "Post 1: the maps of 2024" in _text(mail)
    assert "http://localhost/forum/t/wetlands/13/2" in _text(mail)
    assert mail["List-Id"] == '"Corridor" <digest.corridor.example>'


def test_nothing_comes_twice(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching")))
        for day in range(3):
            clock.move_to(SEVEN + timedelta(days=day))
            make_digests()
            mailer(mailbox.url)

    assert len(mailbox.mails) == 1


def test_nothing_new_means_no_mail_but_a_next_time(session):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching")))
        happen(session, read_up_to(1))

        clock.move_to(SEVEN)
        make_digests()

    assert session.scalar(select(func.count()).select_from(Mail)) == 0
    assert session.scalar(select(Preference.next_due_at)) == SEVEN + timedelta(days=1)


def test_after_days_without_a_worker_one_digest_has_everything(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        for day in range(4):
            clock.move_to(MONDAY + timedelta(days=day))
            happen(session, opening((ALICE, "watching"), topic=20 + day))
        make_digests()
        mailer(mailbox.url)
        make_digests()
        mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert all(f"Topic {20 + day}" in _text(mail) for day in range(4))


def test_what_concerns_the_reader_most_comes_first(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="daily")
        happen(session, opening((ALICE, "tracking"), topic=20))
        happen(session, reply((ALICE, "watching"), topic=21))
        choose_channels(session, ALICE.account_id, {("mention", ""): "digest", ("need", ""): "digest"})
        happen(session, need((ALICE, "focal_point")))
        happen(session, reply((ALICE, "mentioned"), topic=22))
        clock.move_to(SEVEN)
        make_digests()
        mailer(mailbox.url)

    text = _text(mailbox.mails[0])
    places = [text.index(title) for title in ("Inventory of the", "Topic 22", "Topic 21", "Topic 20")]
    assert places == sorted(places)


def test_a_weekly_digest_waits_for_its_day(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="weekly", digest_weekday=4, digest_hour=7)
        happen(session, opening((ALICE, "watching")))
        for day in range(1, 5):
            clock.move_to(MONDAY.replace(day=23 + day, hour=8))
            make_digests()
            mailer(mailbox.url)
            assert len(mailbox.mails) == (1 if day == 4 else 0)


def test_moving_the_hour_does_not_bring_a_second_digest_on_one_day(session, mailbox):
    with time_machine.travel(SEVEN - timedelta(hours=1), tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching"), topic=20))
        clock.move_to(SEVEN)
        make_digests()
        choose(session, ALICE, digest_hour=9)
        happen(session, opening((ALICE, "watching"), topic=21))

        clock.move_to(SEVEN.replace(hour=9))
        make_digests()
        mailer(mailbox.url)
        assert len(mailbox.mails) == 1

        clock.shift(timedelta(days=1))
        make_digests()
        mailer(mailbox.url)

    assert "Topic 21" in _text(mailbox.mails[1])


def test_a_long_digest_stays_readable_and_names_every_topic(session, mailbox):
    long = f"<p>{'Знание о болотах растёт. ' * 40}</p>"
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        for topic in range(20, 70):
            happen(session, opening((ALICE, "watching"), topic=topic, html=long))
        clock.move_to(SEVEN)
        make_digests()
        mailer(mailbox.url)

    text = _text(mailbox.mails[0])
    assert len(text.encode()) < 30_000
    # Gmail cuts what is longer off.
    assert len(mailbox.mails[0].get_body(("html",)).get_content().encode()) < 100_000
    assert all(f"Topic {topic}" in text for topic in range(20, 70))


def test_of_two_workers_one_makes_the_digest(session):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching")))
        clock.move_to(SEVEN)

        with DATABASES.sessions(SERVICE).begin() as first, DATABASES.sessions(SERVICE).begin() as second:
            made = assemble_one(first, ALICE.account_id, now=SEVEN)
            passed = assemble_one(second, ALICE.account_id, now=SEVEN)

    assert made is not None
    assert passed is None


class Power(Exception):
    """The power goes."""


steps = st.lists(
    st.one_of(
        st.tuples(st.just("post"), st.integers(1, 4)),
        st.tuples(st.just("wait"), st.integers(1, 60)),
        st.tuples(st.just("hour"), st.integers(0, 23)),
        st.tuples(st.just("weekly"), st.integers(0, 6)),
        st.tuples(st.just("daily"), st.just(0)),
        st.tuples(st.just("crash"), st.just(0)),
    ),
    min_size=3,
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_happens_each_item_is_in_exactly_one_digest(session, steps):
    session.rollback()
    DATABASES.reset()
    session.expunge_all()
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session, ALICE, BOB)
        numbers = iter(range(1, 1000))
        for what, value in steps:
            if what == "post":
                for _post in range(value):
                    happen(session, reply((ALICE, "watching"), number=next(numbers)))
            elif what == "wait":
                clock.shift(timedelta(hours=value))
            elif what == "hour":
                choose(session, ALICE, digest_hour=value)
            elif what == "weekly":
                choose(session, ALICE, rhythm="weekly", digest_weekday=value)
            elif what == "daily":
                choose(session, ALICE, rhythm="daily")
            else:
                _assemble_and_crash(clock)
            make_digests()
        for _day in range(9):
            clock.shift(timedelta(days=1))
            make_digests()

    session.rollback()
    items = session.scalars(select(Item)).all()
    digests = {mail.id: mail for mail in session.scalars(select(Mail))}
    assert all(item.digest_id in digests for item in items)
    assert {item.digest_id for item in items} == set(digests)
    days = [mail.digest_day for mail in digests.values()]
    assert len(days) == len(set(days))


def _assemble_and_crash(clock):
    try:
        with DATABASES.sessions(SERVICE).begin() as work:
            assemble_one(work, ALICE.account_id, now=SEVEN + timedelta(days=365))
            raise Power
    except Power:
        pass


def test_a_member_who_moves_gets_the_digest_at_the_new_hour(session):
    with time_machine.travel(MONDAY, tick=False):
        members(session)
        choose(session, ALICE, rhythm="daily")
        changed = {name: getattr(ALICE, name) for name in COPIED} | {"roles": [], "active": True}
        event = AccountChanged(account_id=str(ALICE.account_id), **changed | {"time_zone": "Asia/Manila"})
        happen(session, event, sequence=2)

    assert session.scalar(select(Preference.next_due_at)) == MONDAY.replace(hour=23)


def test_while_an_address_is_on_hold_nothing_is_lost(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching"), topic=20))
        suppress(session, ALICE.email, "550 no such user")
        session.commit()
        clock.move_to(SEVEN)
        make_digests()
        mailer(mailbox.url)
        assert mailbox.mails == []

        lift(session, ALICE.email)
        session.commit()
        clock.shift(timedelta(days=1))
        make_digests()
        mailer(mailbox.url)

    assert "Topic 20" in _text(mailbox.mails[0])
