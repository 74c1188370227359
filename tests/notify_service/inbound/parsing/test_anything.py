"""Whatever is sent: no crash, no endless work, nothing made up."""

import re
from email.message import EmailMessage
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify_service.inbound.parsing import authentication, read_mail
from tests.notify_service.inbound.corpus import samples
from tests.notify_service.inbound.corpus.programs import PROGRAMS, Answer
from tests.notify_service.inbound.corpus.sample import Post, mail
from tests.notify_service.inbound.corpus.tongues import TONGUES

_QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_HEAD = b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
_TEXT = _HEAD + b"Content-Type: text/plain\r\n\r\n"
_HTML = _HEAD + b"Content-Type: text/html\r\n\r\n"
RAWS = [sample.raw for sample in samples()[::9]]
# Words without anything a program might have written.
_words = st.lists(
    st.text(alphabet="abcdefghij ünñжыاب中文", min_size=3, max_size=60).filter(
        lambda text: len(text.split()) > 1
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@given(st.binary(max_size=4000))
@_QUICK
def test_any_bytes_are_read(raw: bytes) -> None:
    read_mail(raw)
    authentication(raw, trusted_hosts=("mx.example",))


@given(st.sampled_from(RAWS), st.data())
@_QUICK
def test_a_spoilt_mail_is_read(raw: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 200))
    junk = data.draw(st.binary(max_size=60))

    mail = read_mail(raw[:place] + junk + raw[place + length :])

    assert not mail.why.startswith("could not be read")


@given(st.text(max_size=2000), st.text(max_size=200), st.sampled_from(["plain", "html"]))
@_QUICK
def test_any_text_is_read(text: str, subject: str, kind: str) -> None:
    message = EmailMessage()
    message["From"] = "a@example.org"
    message["Subject"] = re.sub(r"[\r\n\x00-\x1f\x85\u2028\u2029\ud800-\udfff]", " ", subject)
    message.set_content(text.encode("utf-8", "replace").decode(), subtype=kind, cte="base64")

    mail = read_mail(message.as_bytes())

    assert mail.nature in ("letter", "auto_reply", "unreadable", "bounce")
    assert not mail.why.startswith("could not be read")


@given(_words, st.sampled_from(PROGRAMS), st.sampled_from(TONGUES), st.sampled_from(["both", "text", "html"]))
@_QUICK
def test_no_answer_becomes_empty_or_grows(
    own: tuple[str, ...], program: object, tongue: object, form: str
) -> None:
    words = tuple(" ".join(row.split()) for row in own)
    text, html = program(Answer(tongue=tongue, own=words, quote=tongue.quote))  # type: ignore[operator,arg-type,attr-defined]
    if text is not None and html is not None and form != "both":
        text, html = (text, None) if form == "text" else (None, html)

    said = " ".join(read_mail(mail(Post(text=text, html=html))).own.split())

    assert said == " ".join(words)


EVIL = {
    "a part in a part": _HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(400))
    + b"\nx\n" * 5000,
    "many parts": _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    "mails in mails": _HEAD + b"Content-Type: message/rfc822\n\nSubject: a\n" * 300,
    "sentences above quotes": _TEXT + b"On 20 Nov 2026 at 10:12 x <a@b.example> \n" * 20_000,
    "headers": _TEXT + b"From: a\n" * 50_000,
    "brackets": _TEXT + b"[" * 300_000,
    "quotes of quotes": _TEXT + (b">" * 300 + b" a\n") * 3000,
    "nothing but quotes": _TEXT + b"> a\n" * 100_000,
    "dashes": _TEXT + b"-" * 300_000,
    "open elements": _HTML + b"<div>" * 100_000,
    "open quotes": _HTML + b"<blockquote type=cite>" * 50_000,
    "open tables": _HTML + b"<table><tr><td>" * 50_000,
    "less than": _HTML + b"<" * 300_000,
    "conditions": _HTML + b"<![if " * 100_000,
    "breaks": _HTML + b"a<br>" * 100_000,
    "names": b"To: " + b'"' * 15_000 + b"(" * 15_000 + b"\n\nx",
    "prefixes": b"Subject: " + b"Re: " * 4000 + b"\n\nx",
    "winmail": _HEAD
    + b"Content-Type: application/ms-tnef\n\n"
    + b"\x78\x9f\x3e\x22\0\0"
    + b"\1"
    + bytes(2_000_000),
}


@pytest.mark.parametrize("raw", EVIL.values(), ids=EVIL.keys())
def test_an_evil_mail_keeps_nobody_busy(raw: bytes) -> None:
    begun = perf_counter()

    mail = read_mail(raw)

    assert perf_counter() - begun < 8
    assert not mail.why.startswith("could not be read")


def test_what_lies_beyond_a_hundred_pages_is_kept_among_what_was_cut() -> None:
    mail = read_mail(_TEXT + b"A line of words.\r\n" * 7000)

    assert mail.own.count("A line") == 6000
    assert mail.cut.count("A line") == 1000
