"""A real IMAP server threads our mails as Thunderbird, mutt and web mail do (RFC 5256, REFERENCES)."""

import imaplib
import time
from collections.abc import Iterator

import pytest
import time_machine

from corridor.testing import ALICE
from tests.e2e.houses import open_folder
from tests.e2e.mail_server import PASSWORD, MailServer, is_possible, open_mail_server
from tests.notify_service.world import MONDAY, happen, mailer, members, need, opening, reply

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    """Postfix and Dovecot of our own."""
    if not is_possible():
        pytest.skip("Debian's packages postfix and dovecot are not installed")
    with open_folder("threads") as folder, open_mail_server(folder / "mail") as opened:
        yield opened


def _threads(server: MailServer, *, mails: int) -> str:
    """The threads of a mailbox as the server finds them, each by the subjects' numbers of its mails."""
    deadline = time.monotonic() + 20
    while len(server.to(ALICE.email)) < mails:
        assert time.monotonic() < deadline, "the mails did not come"
    client = imaplib.IMAP4("127.0.0.1", server.imap)
    try:
        client.login(ALICE.email, PASSWORD)
        client.select("INBOX", readonly=True)
        _, (found,) = client.thread("REFERENCES", "UTF-8", "ALL")
        return found.decode()
    finally:
        client.logout()


def test_answers_stand_below_what_they_answer_and_topics_apart(session, server):
    told = (ALICE, "mentioned")
    events = [
        opening(told),
        reply(told, number=2),
        opening(told, topic=13),
        reply(told, number=3, parent_post_number=2),
        # The title changes, and so does the need's sentence: neither tears a thread apart.
        reply(told, number=4, title="Renamed"),
        reply(told, number=5, topic=14, parent_post_number=4),
        reply(told, number=6, topic=14, parent_post_number=2),
        need((ALICE, "focal_point")),
        need((ALICE, "author"), excerpt="Changed."),
    ]
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        for event in events:
            happen(session, event)
            clock.shift(60)
            mailer(server.url)

    # 1 opens; 2 and 5 answer it, 4 answers 2. 3 is a topic alone. 6 and 7 answer posts that this reader
    # never got, and still stand together. 8 and 9 are news of one need.
    assert _threads(server, mails=len(events)) == "(1 (2 4)(5))(3)((6)(7))(8 9)"
