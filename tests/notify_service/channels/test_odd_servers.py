"""A mail goes out once, whatever a server does: what is tried again, what is not, what stays in doubt."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from corridor.testing import ALICE
from notify_service.channels.email.models import Mail
from notify_service.channels.email.suppression import is_suppressed
from tests.notify_service.world import MONDAY, code_requested, happen, mailer, members, reply

NOT_NOW = ["421 4.3.2 closing", "450 4.2.0 greylisted", "451 4.3.0 local error", "452 4.2.2 full"]


def _mail(session):
    session.expire_all()
    return session.scalars(select(Mail)).one()


@pytest.mark.parametrize("answer", NOT_NOW)
@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "END"])
def test_not_now_means_later(session, server, stage, answer):
    members(session)
    server.answers[stage] = answer
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, reply((ALICE, "mentioned")))

        mailer(server.url)
        assert _mail(session).state == "queued"
        mailer(server.url)
        assert server.mails == []

        clock.shift(timedelta(minutes=1))
        mailer(server.url)

    assert len(server.mails) == 1
    assert _mail(session).state == "sent"


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "END"])
def test_never_means_never(session, server, stage):
    members(session)
    server.answers[stage] = "550 5.7.1 not from you"
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, reply((ALICE, "mentioned")))

        mailer(server.url)
        clock.shift(timedelta(days=1))
        mailer(server.url)

    assert server.mails == []
    assert _mail(session).state == "failed"
    assert not is_suppressed(session, ALICE.email)


def test_an_address_that_does_not_exist_gets_no_more_notices(session, server):
    members(session)
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    happen(session, reply((ALICE, "mentioned")))
    mailer(server.url)

    happen(session, reply((ALICE, "mentioned"), topic=13))
    mailer(server.url)

    assert server.mails == []
    states = session.scalars(select(Mail.state).order_by(Mail.created_at)).all()
    assert states == ["failed", "suppressed"]


def test_a_code_still_goes_to_an_address_that_was_refused(session, server):
    members(session)
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    happen(session, reply((ALICE, "mentioned")))
    mailer(server.url)

    happen(session, code_requested())
    mailer(server.url)

    assert len(server.mails) == 1


@pytest.mark.parametrize("place", ["before_354", "in_data"])
def test_a_connection_that_ends_before_the_dot_leaves_no_doubt(session, server, place):
    members(session)
    server.hang_up = place
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, reply((ALICE, "mentioned"), html=f"<p>{'long ' * 400_000}</p>"))
        mailer(server.url)
        assert _mail(session).state == "queued"

        clock.shift(timedelta(minutes=1))
        mailer(server.url)

    assert len(server.mails) == 1


def test_silence_after_the_dot_sends_a_notice_once_more_and_then_stays_doubt(session, server):
    members(session)
    server.hang_up = "after_dot"
    server.times = 1000
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, reply((ALICE, "mentioned")))

        for _turn in range(4):
            mailer(server.url)
            clock.shift(timedelta(hours=1))

    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert _mail(session).state == "in_doubt"


def test_silence_after_the_dot_repeats_a_code_as_the_same_message(session, server):
    server.hang_up = "after_dot"
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, code_requested())
        mailer(server.url)

        clock.shift(timedelta(minutes=1))
        mailer(server.url)

    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert _mail(session).state == "sent"


def test_a_server_that_is_down_costs_nothing(session):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    mailer("smtp://127.0.0.1:1")

    assert _mail(session).state == "queued"
    assert "no connection" in _mail(session).answer


def test_after_four_days_a_mail_is_given_up(session, server):
    members(session)
    server.answers["RCPT"] = "451 4.3.0 local error"
    server.times = 1000
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, reply((ALICE, "mentioned")))
        for _hour in range(5 * 24):
            mailer(server.url)
            clock.shift(timedelta(hours=1))

    assert _mail(session).state == "failed"
    assert 20 < _mail(session).attempts < 40


def test_a_code_that_has_expired_is_not_sent(session, server):
    with time_machine.travel(MONDAY, tick=False) as clock:
        happen(session, code_requested(expires_at=(MONDAY + timedelta(minutes=10)).isoformat()))
        clock.shift(timedelta(minutes=11))

        mailer(server.url)

    assert server.mails == []
    assert _mail(session).state == "suppressed"
    assert _mail(session).words == {}
