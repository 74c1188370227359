"""The door for the mail server: 250 only for what is kept, once each, and for people who exist."""

import smtplib
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from corridor.db import make_engine, make_sessions
from corridor.db.embedded import free_port
from corridor.testing import ALICE, DATABASES
from notify_service.inbound.lmtp import open_door
from notify_service.inbound.models import IncomingMail
from notify_service.service import SERVICE
from tests.notify_service.inbound.mails import forum, know_forum, mail, reply_to, settings


@pytest.fixture
def server(session) -> Iterator[smtplib.LMTP]:
    """A mail server that is connected to the door."""
    port = free_port()
    door = open_door(DATABASES.sessions(SERVICE), settings(lmtp=f"127.0.0.1:{port}", mail_size=100_000))
    try:
        with smtplib.LMTP("127.0.0.1", port) as connected:
            yield connected
    finally:
        door.stop()


def test_what_is_accepted_is_kept_as_it_came(server, session) -> None:
    raw = mail(reply_to())

    server.sendmail(ALICE.email, [reply_to()], raw)

    kept = session.scalars(select(IncomingMail)).one()
    assert (kept.raw, kept.recipient, kept.return_path) == (raw, reply_to(), ALICE.email)
    assert (kept.state, kept.way, kept.size) == ("new", "lmtp", len(raw))


def test_a_mail_that_is_handed_over_again_is_kept_once(server, session) -> None:
    raw = mail(reply_to())

    server.sendmail(ALICE.email, [reply_to()], raw)
    server.sendmail(ALICE.email, [reply_to()], raw)

    assert session.scalar(select(func.count()).select_from(IncomingMail)) == 1


def test_a_mail_to_two_addresses_is_kept_for_each(server, session) -> None:
    know_forum(session)

    server.sendmail(ALICE.email, [reply_to(), forum()], mail(reply_to()))
    # There is an answer for each address; the library reads the first one only.
    second, _words = server.getreply()

    assert second == 250
    assert set(session.scalars(select(IncomingMail.recipient))) == {reply_to(), forum()}


@pytest.mark.parametrize("address", ["nobody@corridor.example", "reply@elsewhere.example"])
def test_nobody_lives_elsewhere(server, address) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        server.sendmail(ALICE.email, [address], mail(address))

    assert refused.value.recipients[address][0] == 550


def test_reports_come_without_a_sender(server, session) -> None:
    server.sendmail("", ["bounces+abc@corridor.example"], mail("bounces+abc@corridor.example"))

    assert session.scalar(select(IncomingMail.return_path)) == ""


def test_what_is_too_big_is_refused_at_the_door(server, session) -> None:
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        server.sendmail(ALICE.email, [reply_to()], mail(reply_to(), "x\r\n" * 50_000))

    assert refused.value.smtp_code == 552
    assert session.scalar(select(func.count()).select_from(IncomingMail)) == 0


def test_a_mail_that_cannot_be_kept_is_asked_for_again(session) -> None:
    port = free_port()
    away = settings(lmtp=f"127.0.0.1:{port}")
    door = open_door(_no_database(), away)
    try:
        connected = smtplib.LMTP("127.0.0.1", port)
        with connected, pytest.raises(smtplib.SMTPDataError) as refused:
            connected.sendmail(ALICE.email, [reply_to()], mail(reply_to()))
        assert refused.value.smtp_code == 451
    finally:
        door.stop()


def _no_database():
    return make_sessions(make_engine(settings(database_url="postgresql://nobody@127.0.0.1:1/none")))
