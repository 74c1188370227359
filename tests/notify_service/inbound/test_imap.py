"""Emptying a mailbox of a real IMAP server."""

import smtplib
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from corridor.settings import SettingsError
from corridor.testing import ALICE, DATABASES
from notify_service.inbound.imap import fetch_mails, read_url
from notify_service.inbound.models import IncomingMail
from notify_service.service import SERVICE
from tests.e2e.houses import open_folder
from tests.e2e.mail_server import PASSWORD, MailServer, is_possible, open_mail_server
from tests.notify_service.inbound.mails import mail, reply_to, settings

BOX = "incoming@house.example"


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    """Postfix and Dovecot of our own."""
    if not is_possible():
        pytest.skip("Debian's packages postfix and dovecot are not installed")
    with open_folder("imap") as folder, open_mail_server(folder / "mail") as opened:
        yield opened


def bring(server: MailServer, raw: bytes) -> None:
    """A mail comes into the mailbox, whatever its headers say."""
    before = len(server.to(BOX))
    with smtplib.SMTP("127.0.0.1", server.smtp) as connected:
        connected.sendmail(ALICE.email, [BOX], raw)
    deadline = time.monotonic() + 20
    while len(server.to(BOX)) == before:
        assert time.monotonic() < deadline, "the mail did not come into the mailbox"


def fetch(server: MailServer, **changes: object) -> bool:
    """One turn of the job."""
    url = f"imap://{BOX.replace('@', '%40')}:{PASSWORD}@127.0.0.1:{server.imap}/INBOX"
    return fetch_mails(DATABASES.sessions(SERVICE), settings(imap_url=url, **changes))


@pytest.mark.e2e
def test_a_mailbox_is_emptied_and_each_mail_kept_for_the_address_it_names(server, session) -> None:
    bring(server, mail(f"Corridor <{reply_to().upper()}>"))

    fetch(server)

    row = session.scalars(select(IncomingMail)).one()
    assert (row.recipient, row.return_path, row.way) == (reply_to(), ALICE.email, "imap")
    assert b"The maps of 2024" in (row.raw or b"")
    assert server.to(BOX) == []


@pytest.mark.e2e
def test_of_what_is_too_big_only_the_head_is_fetched(server, session) -> None:
    bring(server, mail(reply_to(), "x\r\n" * 5000))

    fetch(server, mail_size=2000)

    row = session.scalars(select(IncomingMail)).one()
    assert row.reason == "too_big"
    assert b"x\r\nx" not in (row.raw or b"")
    assert row.size > 2000


def test_a_server_that_is_away_is_asked_again_later(session) -> None:
    assert not fetch_mails(DATABASES.sessions(SERVICE), settings(imap_url="imap://a:b@127.0.0.1:1/INBOX"))


def test_an_address_of_a_mailbox_may_hold_what_is_special() -> None:
    box = read_url("imaps://corridor%40house.example:p%40ss%2Fword@mail.house.example/Some%20folder")

    assert (box.user, box.password, box.folder) == ("corridor@house.example", "p@ss/word", "Some folder")
    assert (box.tls, box.port) == (True, 993)


@pytest.mark.parametrize("url", ["mail.house.example", "pop3://a:b@c", "imap://"])
def test_what_is_no_mailbox_is_said_at_once(url: str) -> None:
    with pytest.raises(SettingsError):
        read_url(url)
