"""A mailer may die at any place: nothing is lost, and only what was in the very hand comes twice, once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from corridor import clock
from corridor.testing import ALICE, DATABASES, settings_for
from notify_service.channels.email.claiming import claim_batch
from notify_service.channels.email.delivery import write_down
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import Outcome
from notify_service.service import SERVICE
from tests.notify_service.world import code_requested, happen, mailer, members, reply

SCRIPT = Path(__file__).with_name("one_mailer.py")
LEASE_OVER = timedelta(minutes=10)


def _kill_a_mailer(place, smtp_url, var):
    command = [sys.executable, str(SCRIPT), DATABASES["notify"], smtp_url, str(var)]
    done = subprocess.run(command, env=os.environ | {"CORRIDOR_FAULT": place}, check=False)
    assert done.returncode == -signal.SIGKILL


def _state(session):
    session.expire_all()
    return session.scalar(select(Mail.state))


@pytest.mark.parametrize(
    ("place", "state", "arrived"),
    [
        ("mailer.after_claim", "claimed", 1),
        ("mailer.before_dot", "in_doubt", 1),
        ("mailer.after_dot", "in_doubt", 2),
    ],
)
def test_a_notice_is_never_lost(session, server, tmp_path, place, state, arrived):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    _kill_a_mailer(place, server.url, tmp_path)
    assert _state(session) == state
    with time_machine.travel(clock.now() + LEASE_OVER, tick=False):
        mailer(server.url)

    assert len(server.mails) == arrived
    assert len({mail["Message-ID"] for mail in server.mails}) == 1
    assert _state(session) == "sent"


def test_a_notice_in_doubt_goes_once_more_and_not_again(session, server, tmp_path):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    _kill_a_mailer("mailer.after_dot", server.url, tmp_path)
    server.hang_up, server.times = "after_dot", 1000
    for turn in (1, 2, 3):
        with time_machine.travel(clock.now() + turn * LEASE_OVER, tick=False):
            mailer(server.url)

    assert len(server.mails) == 2
    assert _state(session) == "in_doubt"


@pytest.mark.parametrize("place", ["mailer.after_claim", "mailer.before_dot", "mailer.after_dot"])
def test_a_code_arrives_at_least_once_and_is_the_same_message(session, server, tmp_path, place):
    happen(session, code_requested())

    _kill_a_mailer(place, server.url, tmp_path)
    with time_machine.travel(clock.now() + LEASE_OVER, tick=False):
        mailer(server.url)

    assert len(server.mails) == (2 if place == "mailer.after_dot" else 1)
    assert len({mail["Message-ID"] for mail in server.mails}) == 1
    assert _state(session) == "sent"


@pytest.mark.parametrize("place", ["mailer.after_claim", "mailer.before_dot"])
def test_a_mail_in_a_file_is_written_once_whatever_happens(session, tmp_path, place):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    _kill_a_mailer(place, "", tmp_path)
    with time_machine.travel(clock.now() + LEASE_OVER, tick=False):
        mailer(None, var=tmp_path)

    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    assert _state(session) == "sent"


def test_two_mailers_never_take_the_same_mail(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    settings = settings_for(SERVICE, notice_delay=0)

    with DATABASES.sessions(SERVICE).begin() as first, DATABASES.sessions(SERVICE).begin() as second:
        taken = claim_batch(first, settings, most=5, now=clock.now())
        passed = claim_batch(second, settings, most=5, now=clock.now())

    assert len(taken) == 1
    assert len(passed) == 0


def test_a_mailer_that_was_overtaken_neither_sends_nor_writes(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    sessions, settings = DATABASES.sessions(SERVICE), settings_for(SERVICE, notice_delay=0)
    with sessions.begin() as work:
        (slow,) = claim_batch(work, settings, most=5, now=clock.now()).parcels

    with time_machine.travel(clock.now() + LEASE_OVER, tick=False):
        mailer(mailbox.url)
    with sessions.begin() as work:
        write_down(work, slow, Outcome(verdict="never", answer="550 too late"), now=clock.now())

    assert len(mailbox.mails) == 1
    assert _state(session) == "sent"
