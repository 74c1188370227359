"""Mails as a mail program reads them: built by us, read back by the standard library's parser."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.testing import ALICE, persona, settings_for
from notify_service.channels.email.letters import Envelope, Letter, to_mime
from notify_service.channels.email.security import PURPOSES, security_letter
from notify_service.channels.email.smtp import stuff_dots
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, happen, mailer, members, need, reply

LONG_URL = "https://corridor.example/notify/unsubscribe/" + "a" * 160


def _read(letter, *, name="Alice"):
    return message_from_bytes(to_mime(letter, _envelope(name=name)), policy=policy.default)


def _envelope(*, name="Alice"):
    return Envelope(
        name=name,
        address=ALICE.email,
        mail_from="Corridor <corridor@corridor.example>",
        message_id="<1@corridor.example>",
        at=MONDAY,
    )


def _letter(**changes):
    fields = {"subject": "Wetlands", "text": "Text.\n", "html": "<p>Text.</p>", "language": "en"} | changes
    return Letter(**fields)


def test_a_mail_is_text_first_and_html_last():
    mail = _read(_letter(text="Болота и 沼泽\n", html="<p>Болота и 沼泽</p>"))

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content().strip() == "Болота и 沼泽"
    assert mail["Content-Language"] == "en"


def test_headers_for_threads_lists_and_robots():
    mail = _read(
        _letter(
            author="Grace Wanjiru",
            list_name="Forum on Knowledge",
            list_id="knowledge.corridor.example",
            archive_url="https://corridor.example/forum/t/x/1/2",
            unsubscribe_url=LONG_URL,
            thread=("<topic.1@corridor.example>", "<0@corridor.example>"),
        )
    )

    assert mail["From"] == "Grace Wanjiru · Corridor <corridor@corridor.example>"
    assert mail["In-Reply-To"] == "<0@corridor.example>"
    assert mail["References"] == "<topic.1@corridor.example> <0@corridor.example>"
    assert mail["List-Id"] == '"Forum on Knowledge" <knowledge.corridor.example>'
    assert mail["List-Unsubscribe"] == f"<{LONG_URL}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "list"


def test_a_long_address_stays_on_one_line():
    assert f"List-Unsubscribe: <{LONG_URL}>\r\n".encode() in _read(
        _letter(unsubscribe_url=LONG_URL)
    ).as_bytes(policy=policy.SMTP.clone(refold_source="none"))


@given(st.text(max_size=200), st.text(max_size=80))
def test_no_text_escapes_from_a_header(subject, name):
    mail = _read(_letter(subject=subject, author=name, list_name=name, list_id="x.example"), name=name)

    assert set(mail.keys()) <= {
        *("From", "To", "Subject", "Date", "Message-ID", "Content-Language", "List-Id", "Auto-Submitted"),
        *("X-Auto-Response-Suppress", "Precedence", "MIME-Version", "Content-Type"),
    }
    assert not mail["Subject"].startswith(" ")
    assert mail["To"].addresses[0].addr_spec == ALICE.email


@given(st.text(alphabet=".\r\n a", max_size=60))
def test_no_line_is_a_lone_dot_to_the_server(text):
    stuffed = stuff_dots(to_mime(_letter(text=text), _envelope()))

    assert b"\r\n.\r\n" not in stuffed
    assert stuffed.endswith(b"\r\n")


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_security_mails_in_every_language(language, purpose):
    request = {"purpose": purpose, "name": "Alice", "language": language, "code": "482 913"}
    request["url"] = "http://localhost/account/x"

    letter = security_letter(request, settings_for(SERVICE))

    assert "482 913" in letter.text
    assert "http://localhost/account/x" in letter.text
    assert letter.subject
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in letter.html
    assert not letter.bulk


def test_a_mail_at_once_reads_well_as_text(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    mailer(mailbox.url)

    text = mailbox.mails[0].get_body(("plain",)).get_content()
    lines = text.replace("\r\n", "\n").split("\n")
    assert lines[0].startswith("Bob (Bob Institute) mentioned you – ")
    assert lines[2:6] == [
        "Post 2: the maps of 2024 cover all of it.",
        "",
        "Read and answer:",
        "http://localhost/forum/t/wetlands/12/2",
    ]
    assert "-- " in lines
    assert "You get this because you were mentioned." in lines


def test_news_of_a_need_say_who_and_what(session, mailbox):
    members(session)
    happen(session, need((ALICE, "focal_point"), excerpt="<script>alert(1)</script>"))

    mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert mail["Subject"].startswith("Bob registered a need of Mali and asks for your endorsement")
    html = mail.get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_html_of_a_post_is_cleaned_once_more(session, mailbox):
    members(session)
    html = '<p onclick="x()">Look <img src="//evil.example/p"><a href="/account/members/bob">Bob</a></p>'
    happen(session, reply((ALICE, "mentioned"), html=html))

    mailer(mailbox.url)

    shown = mailbox.mails[0].get_body(("html",)).get_content()
    assert "onclick" not in shown
    assert "<img" not in shown
    assert 'href="http://localhost/account/members/bob"' in shown


def test_a_mail_speaks_the_language_of_its_reader(session, mailbox):
    layla = persona("layla", "expert", language="ar")
    members(session, layla)
    happen(session, reply((layla, "mentioned")))

    mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert mail["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    "subject",
    [
        "A case was opened: Centre works with Mali: Connectivité du Gourma",
        "沼泽" * 60,
        "Потребность " * 12 + ".",
    ],
)
def test_a_subject_comes_back_as_it_was(subject):
    mail = _read(_letter(subject=subject))

    assert mail["Subject"] == subject


@pytest.mark.parametrize(
    "name", ["Forum on Knowledge Management", 'The "inner" circle', "Форум знаний", "知识论坛"]
)
def test_where_answers_go_has_a_name_and_an_address_that_is_not_cut(name):
    address = f"reply+{'a' * 58}@corridor.example"

    mail = _read(_letter(list_name=name, reply_address=address))

    (where,) = mail["Reply-To"].addresses
    assert where.display_name == name.replace('"', "'")
    assert where.addr_spec == address
