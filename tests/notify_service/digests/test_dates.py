"""Meetings and deadlines in the digest: told once when they come near, and again only when they move."""

from datetime import timedelta

import time_machine

from corridor.events.forum import DateSet
from corridor.testing import ALICE, BOB, sign_in
from tests.notify_service.world import MONDAY, choose, happen, mailer, make_digests, members, opening

SEVEN = MONDAY.replace(day=24, hour=7)


def _meeting(*, days=5, **changes):
    fields = {
        "key": "meeting/3",
        "what": "meeting",
        "title": "Second webinar on restoration",
        "url": "http://localhost/forum/meetings/3",
        "starts_at": (MONDAY + timedelta(days=days)).isoformat(),
        "accounts": [str(ALICE.account_id)],
    }
    return DateSet(**fields | changes)


def _digests(mailbox, clock, days):
    """The digests of so many mornings, from the first on."""
    for day in range(days):
        clock.move_to(SEVEN + timedelta(days=day))
        make_digests()
        mailer(mailbox.url)
    return [mail.get_body(("plain",)).get_content() for mail in mailbox.to(ALICE.email)]


def test_a_near_date_is_told_once(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="daily")
        happen(session, opening((ALICE, "watching")))
        happen(session, _meeting(place="Rome"))

        (text,) = _digests(mailbox, clock, 3)

    assert "IN THE NEXT TWO WEEKS" in text
    assert "Second webinar on restoration" in text
    assert (
        "Meeting: Saturday, 28 November 2026 at 12:00" in text or "Saturday, 28 November 2026, 12:00" in text
    )
    assert "Rome" in text


def test_dates_alone_are_worth_a_digest(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="daily")
        happen(session, _meeting())

        _digests(mailbox, clock, 1)

    (mail,) = mailbox.to(ALICE.email)
    assert mail["Subject"] == "Meeting: Second webinar on restoration"


def test_a_far_date_waits_until_it_comes_near(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="daily")
        happen(session, _meeting(days=16))

        assert _digests(mailbox, clock, 2) == []
        assert len(_digests(mailbox, clock, 5)) == 1


def test_a_date_that_moves_is_told_again_and_one_called_off_is_not(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="daily")
        happen(session, _meeting())
        happen(session, _meeting(key="meeting/4", title="Called off", removed=True))
        _digests(mailbox, clock, 1)

        happen(session, _meeting(days=6), sequence=2)
        clock.shift(timedelta(days=1))
        make_digests()
        mailer(mailbox.url)

    texts = [mail.get_body(("plain",)).get_content() for mail in mailbox.to(ALICE.email)]
    assert len(texts) == 2
    assert "29 November 2026" in texts[1]
    assert not any("Called off" in text for text in texts)


def test_nobody_is_told_of_the_dates_of_others(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        for who in (ALICE, BOB):
            choose(session, who, rhythm="daily")
        happen(session, _meeting())
        happen(session, _meeting(key="meeting/5", accounts=[], roles=["nobody"], title="Closed room"))

        _digests(mailbox, clock, 1)

    assert mailbox.to(BOB.email) == []
    assert "Closed room" not in mailbox.to(ALICE.email)[0].get_body(("plain",)).get_content()


def test_the_preview_shows_the_dates_that_will_be_told(client, session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, ALICE)
        choose(session, ALICE, rhythm="daily")
        happen(session, _meeting())
        assert "Second webinar" in client.get("/notify/preferences/preview/mail").text

        _digests(mailbox, clock, 1)
        sign_in(client, ALICE)
        assert "Nothing new so far" in client.get("/notify/preferences/preview").text


def test_of_many_dates_the_later_ones_come_with_the_next_digest(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="daily")
        for number in range(25):
            happen(session, _meeting(key=f"meeting/{number}", title=f"Meeting {number:02}"))

        texts = _digests(mailbox, clock, 3)

    assert [sum(f"Meeting {number:02}" in text for number in range(25)) for text in texts] == [20, 5]
