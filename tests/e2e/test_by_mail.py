"""A member who never opens the site: everything by mail, through real servers of Debian.

Postfix takes what the house sends and what people answer, Dovecot holds everybody's mailbox, and Postfix
hands what is written to the house over to it by LMTP.
"""

import re
import smtplib
import time
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import psycopg
import pytest

from corridor import clock
from corridor.demo import person
from tests.e2e.houses import House, let_morning_come, wake_everybody
from tests.e2e.mail_server import DOMAIN, MailServer
from tests.e2e.mails import PATIENCE, await_mail, text_of
from tests.e2e.visitors import Visitor

pytestmark = pytest.mark.e2e

READER = "priya.raman"
_ADDRESS = re.compile(rf"reply\+[a-z2-7]+@{re.escape(DOMAIN)}")


@pytest.fixture
def house(single: House) -> House:
    """The all-in-one house, with a mail server that can hand over answers."""
    if not isinstance(single.mailbox, MailServer):
        pytest.skip("Debian's packages postfix and dovecot are not installed")
    wake_everybody(single)
    return single


def test_an_answer_to_an_item_of_the_digest_appears_as_a_post(house: House) -> None:
    digest = _digest(house)

    mail = _answer(digest, "We mapped it twice, and I can send the notes.")
    mail.add_attachment(b"site,year\nNgong,2024\n", maintype="text", subtype="csv", filename="sites.csv")
    _send(house, mail)

    url = _await_post(house, sender=person(READER).email)
    page = Visitor(house.base_url).sign_in(READER).get(url).text
    assert "We mapped it twice, and I can send the notes." in page
    assert "sites.csv" in page
    assert "wrote:" not in page.partition("We mapped it twice")[2][:300]


def test_a_mail_from_another_address_is_posted_after_a_yes_by_mail(house: House) -> None:
    digest = _digest(house)

    _send(house, _answer(digest, "Written on my phone, from home.", sender="priya@home.example"))
    question = await_mail(house.mailbox, person(READER).email, containing="priya@home.example")
    _send(house, _answer(question, "CONFIRM", to=str(question["Reply-To"]).split("<")[-1].strip("<> \r\n")))

    url = _await_post(house, sender="priya@home.example")
    assert "Written on my phone, from home." in Visitor(house.base_url).sign_in(READER).get(url).text
    assert url in text_of(await_mail(house.mailbox, person(READER).email, containing="Posted: "))


def test_who_writes_to_nobody_is_told_by_the_mail_server(house: House) -> None:
    mail = _mail("nobody", to=f"nobody@{DOMAIN}", sender="lost@home.example", subject="Hello")

    with smtplib.SMTP("127.0.0.1", _server(house).smtp) as server:
        server.send_message(mail)

    report = await_mail(house.mailbox, "lost@home.example", containing="There is no such address here")
    assert report.get_content_type() == "multipart/report"


def _server(house: House) -> MailServer:
    assert isinstance(house.mailbox, MailServer)
    return house.mailbox


def _digest(house: House) -> EmailMessage:
    """The morning's digest, with addresses to answer its items; the demo world's news come bit by bit."""
    deadline = time.monotonic() + PATIENCE
    while True:
        came = [mail for mail in house.mailbox.to(person(READER).email) if _ADDRESS.search(text_of(mail))]
        if came:
            return came[0]
        assert time.monotonic() < deadline, f"no digest\n{house.logs()}"
        let_morning_come(house, READER)
        time.sleep(2)


def _answer(asked: EmailMessage, text: str, *, sender: str = "", to: str = "") -> EmailMessage:
    """What a mail program makes of an answer: the words, and what is answered behind them."""
    found = _ADDRESS.search(text_of(asked))
    assert to or found, text_of(asked)
    quoted = "\n".join(f"> {line}" for line in text_of(asked).splitlines())
    body = f"{text}\n\nOn 23/11/2026 08:02, Corridor wrote:\n{quoted}\n"
    mail = _mail(
        body,
        to=to or (found[0] if found else ""),
        sender=sender or person(READER).email,
        subject=f"Re: {asked['Subject']}",
    )
    mail["In-Reply-To"] = mail["References"] = str(asked["Message-ID"])
    return mail


def _mail(text: str, *, to: str, sender: str, subject: str) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = f"Priya <{sender}>", to, subject
    mail["Date"], mail["Message-ID"] = format_datetime(clock.now()), make_msgid(domain="home.example")
    mail["User-Agent"] = "Mozilla Thunderbird"
    mail.set_content(text)
    return mail


def _send(house: House, mail: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", _server(house).smtp) as server:
        server.send_message(mail)


def _await_post(house: House, *, sender: str) -> str:
    """Where the newest mail of this sender was posted."""
    deadline = time.monotonic() + PATIENCE
    query = "SELECT state, reason, url FROM incoming WHERE sender = %s ORDER BY received_at DESC LIMIT 1"
    row = None
    while time.monotonic() < deadline:
        with psycopg.connect(house.notify_url) as connection:
            row = connection.execute(query, (sender,)).fetchone()
        if row is not None and row[0] == "posted":
            return str(row[2])
        time.sleep(0.2)
    raise AssertionError(f"not posted: {row}\n{house.logs()}")
