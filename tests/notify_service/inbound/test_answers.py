"""What is mailed to who wrote: in their language, with their text."""

from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from corridor.events.forum import MailTaken
from corridor.testing import ALICE, persona
from notify_service.channels.email.models import Mail
from notify_service.inbound.models import IncomingMail
from tests.notify_service.inbound.mails import (
    answers,
    arrive,
    decide,
    know_forum,
    look,
    reply_to,
    write,
)
from tests.notify_service.world import happen, mailer, members, reply

MARIE = persona("marie", "iag_member", language="fr")


@pytest.fixture(autouse=True)
def world(session):
    """Alice and marie are known, and a forum."""
    members(session, ALICE, MARIE)
    know_forum(session)


def taken(row: IncomingMail, outcome: str, **facts: Any) -> MailTaken:
    """The forum says what it did."""
    return MailTaken(incoming_id=str(row.id), account_id=str(row.account_id), outcome=outcome, **facts)


def text_of(mail: EmailMessage) -> str:
    """The text part, lines joined."""
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def test_a_refusal_gives_the_text_back(session, mailbox) -> None:
    row = write(session, reply_to())

    happen(session, taken(row, "refused", code="closed", reason="The topic is closed."))
    mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert look(session, row.id).state == "refused"
    assert mail["Subject"] == "Not posted: Which wetlands have been mapped?"
    assert mail["In-Reply-To"] == row.message_id
    assert "The topic is closed." in text_of(mail)
    assert "The maps of 2024 cover all of it." in text_of(mail)


def test_what_was_posted_needs_no_mail(session, mailbox) -> None:
    row = write(session, reply_to())

    happen(session, taken(row, "posted", url="http://localhost/forum/t/wetlands/12/4"))
    mailer(mailbox.url)

    assert look(session, row.id).state == "posted"
    assert mailbox.mails == []


def test_files_that_were_left_out_are_named(session, mailbox) -> None:
    row = write(session, reply_to())

    left_out = [{"name": "tool.exe", "reason": "Programs cannot be attached."}]
    happen(session, taken(row, "posted", url="http://localhost/forum/t/x/12/4", refused_files=left_out))
    mailer(mailbox.url)

    assert "tool.exe: Programs cannot be attached." in text_of(mailbox.mails[0])


def test_a_contribution_that_waits_for_a_moderator_is_announced_and_then_posted(session, mailbox) -> None:
    row = write(session, reply_to())

    happen(session, taken(row, "held"))
    assert look(session, row.id).state == "moderated"
    happen(session, taken(row, "posted", url="http://localhost/forum/t/x/12/4"), sequence=2)
    mailer(mailbox.url)

    assert look(session, row.id).state == "posted"
    assert mailbox.mails[0]["Subject"].startswith("Waiting for a moderator")


def test_news_of_a_mail_that_is_not_ours_does_nothing(session) -> None:
    event = MailTaken(
        incoming_id="0190a0e2-0000-7000-8000-000000000001", account_id=str(ALICE.account_id), outcome="done"
    )

    happen(session, event)


def test_a_question_can_be_answered_by_mail_and_by_a_link(session, mailbox) -> None:
    row = write(session, reply_to(), From="Alice <alice@home.example>")
    mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert mail["X-Envelope-To"] == ALICE.email
    assert "confirm+" in str(mail["Reply-To"])
    assert "alice@home.example" in text_of(mail)
    assert "/notify/incoming/confirm/" in text_of(mail)
    assert row.asked_at is not None


def test_a_member_is_answered_in_their_own_language(session, mailbox) -> None:
    write(session, reply_to(MARIE), "help", From=f"Marie <{MARIE.email}>")

    assert answers(session)[0].words["language"] == "fr"


def test_foreign_text_begins_no_header_of_its_own(session, mailbox) -> None:
    row = write(session, reply_to(), "help", Subject="Hello =?utf-8?q?x=0ABcc:_victim=40example.org?=")
    mailer(mailbox.url)

    assert row.reason == "help"
    assert mailbox.mails[0]["Bcc"] is None


REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <report@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry: the mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
"""


def test_a_report_on_a_mail_that_did_not_arrive_is_counted_and_not_answered(session, mailbox) -> None:
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)
    to = str(mailbox.mails[0]["X-Envelope-From"])
    raw = REPORT.format(to=to, address=ALICE.email).replace("\n", "\r\n").encode()

    found = arrive(session, raw, to, return_path="")
    decide()

    row = look(session, found)
    assert (row.state, row.reason) == ("done", "bounce")
    assert "5.1.1" in row.detail
    assert session.scalar(select(Mail.bounced_at).where(Mail.account_id == ALICE.account_id)) is not None
    assert answers(session) == []
