"""Details of what is read: who, when, to whom, with what."""

from datetime import UTC, datetime

from notify_service.inbound.parsing import read_mail
from notify_service.inbound.parsing.rich_text import read_rtf
from notify_service.inbound.parsing.words import phrases
from tests.notify_service.inbound.corpus.sample import Post, mail


def test_the_letterhead_is_read() -> None:
    raw = (
        b"From: =?utf-8?q?Luc=C3=ADa_Mu=C3=B1oz?= <Lucia@Example.ORG>\r\n"
        b'To: Forum <Reply+ABC@forum.example>, "Odd, <x@y>" <two@example.org>\r\nCc: three@example.org\r\n'
        b"Delivered-To: four@forum.example\r\nX-Original-To: five@forum.example\r\n"
        b"Date: Fri, 20 Nov 2026 11:30:00 +0300\r\nMessage-ID: <a@b>\r\nIn-Reply-To: <c@d>\r\n"
        b"References: <r@s>\r\n <c@d>\r\nSubject: Re: Draft\r\n\r\nHello there\r\n"
    )

    read = read_mail(raw)

    assert (read.sender, read.sender_name) == ("lucia@example.org", "Lucía Muñoz")
    recipients = ("reply+abc@forum.example", "two@example.org", "three@example.org")
    assert read.recipients == (*recipients, "four@forum.example", "five@forum.example")
    assert read.sent_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert (read.message_id, read.in_reply_to, read.references) == ("<a@b>", ("<c@d>",), ("<r@s>", "<c@d>"))
    assert read.size == len(raw)


def test_a_mail_without_a_name_gets_one_that_stays() -> None:
    raw = b"From: a@example.org\r\n\r\nHello there"

    assert read_mail(raw).message_id == read_mail(raw).message_id
    assert read_mail(raw).message_id.startswith("<")


def test_what_was_cut_is_kept() -> None:
    name = "On Fri, 20 Nov 2026 at 10:12, F <reply+a@forum.example> wrote:"
    text = f"We agree.\n\n-- \nAmina\n\n{name}\n> old words\n"

    read = read_mail(mail(Post(text=text)))

    assert read.own == "We agree."
    assert all(part in read.cut for part in ("--", "Amina", name, "> old words"))


def test_html_becomes_markdown() -> None:
    html = (
        "<h2>Views</h2><p>We <b>agree</b> with <i>this</i>, see "
        "<a href='https://www.cbd.int/x'>the page</a>.</p>"
        "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><table><tr><th>Party</th><th>Sum</th></tr>"
        "<tr><td>Kenya</td><td>3</td></tr></table><pre>a = 1\n  b</pre><p>2 * 3 &lt; 7<br>next</p>"
    )

    assert read_mail(mail(Post(html=html, answers=False))).own == (
        "## Views\n\nWe **agree** with *this*, see [the page](https://www.cbd.int/x).\n\n"
        "- one\n  - inner\n- two\n\n| Party | Sum |\n| --- | --- |\n| Kenya | 3 |\n\n"
        "a = 1  \n  b\n\n2 \\* 3 < 7  \nnext"
    )


def test_a_link_shows_where_it_leads() -> None:
    html = '<p>Go to <a href="https://evil.example/">https://bank.example</a></p>'

    assert read_mail(mail(Post(html=html, answers=False))).own == "Go to https://evil.example/"


def test_lines_broken_by_a_program_flow_and_lines_broken_by_hand_stay() -> None:
    long = "This sentence was broken by a program of old because it was longer than the width\nof its lines."
    text = f"{long}\n\nKind regards,\nAmina"

    assert read_mail(mail(Post(text=text, answers=False))).own == f"{long}\n\nKind regards,  \nAmina"


def test_the_token_of_a_bounce_is_read() -> None:
    raw = (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@example.net\r\nTo: Bounces+ABCDefgh2345@forum.example\r\n"
        b"Subject: Undelivered Mail Returned to Sender\r\nX-Failed-Recipients: wei@example.net\r\n\r\n"
        b"550 5.1.1 unknown\r\n"
    )

    bounce = read_mail(raw).bounce

    assert bounce is not None
    assert (bounce.token, bounce.status, bounce.diagnostic) == ("abcdefgh2345", "5.1.1", "550 5.1.1 unknown")


def test_rich_text_of_outlook_is_unpacked() -> None:
    # The example of MS-OXRTFCP, 3.1.
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )

    assert read_rtf(packed) == ("hello world", "")


def test_html_hidden_in_rich_text_is_found() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1251\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        rb"\'c4\'e0, we agree{\*\htmltag84 <b>}\htmlrtf {\b\htmlrtf0 now\htmlrtf }\htmlrtf0 "
        rb"{\*\htmltag92 </b>}.\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}"
    )

    assert read_rtf(rtf) == ("", "<p>Да, we agree<b>now</b>.</p>")


def test_no_word_of_the_lists_stands_there_twice() -> None:
    for name in (
        "wrote",
        "sent_from",
        "closings",
        "disclaimers",
        "auto_subjects",
        "bounce_subjects",
        "commands",
    ):
        assert len(set(phrases(name))) == len(phrases(name)), name
