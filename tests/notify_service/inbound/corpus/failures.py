"""Reports that a mail did not arrive, with and without a standard, and complaints."""

from tests.notify_service.inbound.corpus.sample import Sample

_TO = b"To: bounces+aaaabbbbccccdddd@forum.example\r\n"
_ORIGINAL = (
    b"Return-Path: <bounces+aaaabbbbccccdddd@forum.example>\r\nFrom: Forum <forum@forum.example>\r\n"
    b"To: Wei <wei@example.net>\r\nSubject: Draft\r\n\r\nA post.\r\n"
)


def failures() -> list[Sample]:
    """Reports by the standard, the odd ones, complaints, and people who write of failures."""
    return [*_standard(), *_odd(), *_complaints(), *_no_failures()]


def _dsn(action: bytes, status: bytes, diagnostic: bytes, *, final: bytes = b"Wei@Example.net") -> bytes:
    return (
        b"Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.net>\r\n"
        + _TO
        + b"Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\n\r\n'
        b"This is the mail system at host mx.example.net.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; "
        + final
        + b"\r\nAction: "
        + action
        + b"\r\nStatus: "
        + status
        + b"\r\nDiagnostic-Code: smtp; "
        + diagnostic
        + b"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + _ORIGINAL
        + b"\r\n--b--\r\n"
    )


def _standard() -> list[Sample]:
    wei = "wei@example.net"
    rows = (
        ("unknown user", b"failed", b"5.1.1", b"550 5.1.1 No such user", ("hard", wei)),
        ("unknown domain", b"failed", b"5.1.2", b"Host not found", ("hard", wei)),
        ("disabled", b"failed", b"5.2.1", b"550 mailbox disabled", ("soft", wei)),
        ("full", b"failed", b"5.2.2", b"552 5.2.2 Mailbox full", ("soft", wei)),
        ("busy", b"failed", b"4.4.1", b"Connection timed out", ("soft", wei)),
        ("late", b"delayed", b"4.4.1", b"Connection timed out", ("soft", wei)),
        ("spam", b"failed", b"5.7.1", b"550 5.7.1 Message rejected as spam", ("soft", wei)),
        ("vague", b"failed", b"5.0.0", b"550 5.1.1 User unknown", ("hard", wei)),
        ("temporary words", b"failed", b"5.0.0", b"552 over quota", ("soft", wei)),
        ("Chinese", b"failed", b"5.1.1", "550 用户不存在".encode(), ("hard", wei)),
    )
    found = [
        Sample(name=f"report {name}", raw=_dsn(action, status, said), nature="bounce", bounce=bounce)
        for name, action, status, said, bounce in rows
    ]
    arrived = _dsn(b"delivered", b"2.0.0", b"250 ok").replace(
        b"Undelivered Mail Returned to Sender", b"Delivered"
    )
    return [*found, Sample(name="report of arrival", raw=arrived, nature="auto_reply", answerable=False)]


def _odd() -> list[Sample]:
    qmail = (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@example.net\r\n" + _TO + b"Subject: failure notice\r\n\r\n"
        b"Hi. This is the qmail-send program at example.net.\r\nI'm afraid I wasn't able to deliver your message to "
        b"the following addresses.\r\nThis is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
        b"<wei@example.net>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of "
        b"the message.\r\n\r\n" + _ORIGINAL
    )
    exim = (
        b"Return-Path: <>\r\nX-Failed-Recipients: wei@example.net\r\nFrom: Mail Delivery System <Mailer-Daemon@example.net>\r\n"
        + _TO
        + b"Subject: Mail delivery failed: returning message to sender\r\n\r\n"
        b"This message was created automatically by mail delivery software.\r\n\r\nA message that you sent could not be "
        b"delivered to one or more of its\r\nrecipients. This is a permanent error. The following address(es) failed:\r\n\r\n"
        b"  wei@example.net\r\n    550 5.1.1 unknown user\r\n"
    )
    words = {
        "French": "Échec de la remise : Projet",
        "Spanish": "No se puede entregar: Proyecto",
        "Russian": "Недоставленное сообщение: Проект",
        "Arabic": "تعذر تسليم الرسالة",
        "Chinese": "系统退信",
        "German": "Unzustellbar: Entwurf",
    }
    told = [
        Sample(
            name=f"odd {name}",
            raw=b"Return-Path: <>\r\nFrom: postmaster@example.net\r\nX-Failed-Recipients: wei@example.net\r\n"
            + _TO
            + b"Content-Type: text/plain; charset=utf-8\r\nSubject: "
            + subject.encode()
            + b"\r\n\r\n550 5.1.1 wei@example.net\r\n",
            nature="bounce",
            bounce=("hard", "wei@example.net"),
        )
        for name, subject in words.items()
    ]
    return [
        Sample(name="qmail", raw=qmail, nature="bounce", bounce=("hard", "wei@example.net")),
        Sample(name="exim", raw=exim, nature="bounce", bounce=("hard", "wei@example.net")),
        *told,
    ]


def _arf(kind: bytes, fields: bytes = b"Original-Rcpt-To: Wei@example.net\r\n") -> bytes:
    return (
        b"From: feedback@provider.example\r\n" + _TO + b"Subject: complaint about message\r\n"
        b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n--b\r\n\r\nAn abuse report.\r\n'
        b"--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: "
        + kind
        + b"\r\nUser-Agent: Test/1\r\n"
        + fields
        + b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + _ORIGINAL
        + b"\r\n--b--\r\n"
    )


def _complaints() -> list[Sample]:
    wei = ("complaint", "wei@example.net")
    outlook = b"From: staff@hotmail.com\r\nX-HmXmrOriginalRecipient: wei@example.net\r\nSubject: complaint\r\n\r\nx\r\n"
    return [
        Sample(name="complaint", raw=_arf(b"abuse"), nature="complaint", bounce=wei, answerable=False),
        Sample(name="complaint without an address", raw=_arf(b"abuse", b""), nature="complaint", bounce=wei),
        Sample(name="complaint to Outlook.com", raw=outlook, nature="complaint", bounce=wei),
        Sample(name="not spam", raw=_arf(b"not-spam"), nature="auto_reply"),
        Sample(name="of DMARC", raw=_arf(b"auth-failure"), nature="auto_reply"),
    ]


def _no_failures() -> list[Sample]:
    head = b"From: amina@example.org\r\nTo: reply+a@forum.example\r\nIn-Reply-To: <a@b>\r\nSubject: "
    words = "Our mail to the ministry came back, can somebody help?"
    subjects = (
        b"Delivery failure of the 2020 targets",
        b"Re: Undeliverable promises",
        b"Failure notice in CITES",
    )
    return [
        Sample(
            name=f"person {subject.decode()}", raw=head + subject + b"\r\n\r\n" + words.encode(), own=words
        )
        for subject in subjects
    ]
