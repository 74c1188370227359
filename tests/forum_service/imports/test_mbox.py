"""The archive of a mailing list becomes topics."""

import base64
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, text

from corridor import clock
from corridor.demo import Person
from corridor.testing import ALICE, DATABASES, MOD, SECRETARY, settings_for
from forum_service.imports.keeping import clear_archives, keep_archive
from forum_service.imports.mbox import import_mbox
from forum_service.imports.rules import as_markdown, in_parts, title_of, topic_of
from forum_service.jobs.actions import start_job
from forum_service.jobs.running import run_next_job
from forum_service.members.models import Member
from forum_service.posts.models import Post
from forum_service.service import SERVICE
from forum_service.topics.models import Topic


def mail(
    number: int, subject: str, words: str = "Words.", who: Person | str = ALICE, **headers: str
) -> bytes:
    """A message of day `number`, as it stands in an archive."""
    sender = who if isinstance(who, str) else f"{who.name} <{who.email}>"
    made = EmailMessage()
    made["From"], made["Subject"] = sender, subject
    made["Date"] = f"Mon, {number:02} Jan 2024 10:00:00 +0300"
    made["Message-ID"] = f"<{number}@list.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made.as_bytes()


def raw_mail(number: int, headers: bytes, body: bytes) -> bytes:
    start = f"From: Old <old@example.org>\nDate: Mon, {number:02} Jan 2024 10:00:00 +0000\n".encode()
    return start + f"Message-ID: <{number}@list.example>\n".encode() + headers + b"\n\n" + body


@pytest.fixture
def bring(session, know, tmp_path: Path) -> Any:
    """Bring in an archive of these messages."""
    know(ALICE)

    def bring_(*mails: bytes, name: str = "experts") -> Any:
        archive = tmp_path / "archive.mbox"
        lines = [b"From x@example.org Mon Jan  1 10:00:00 2024\n" + one.rstrip() + b"\n\n" for one in mails]
        archive.write_bytes(b"".join(lines))
        with DATABASES.sessions(SERVICE)() as work:
            return import_mbox(work, archive, forum="knowledge", name=name, report=lambda *_: None)

    return bring_


def posts(session) -> list[Any]:
    session.rollback()
    return list(session.scalars(select(Post).order_by(Post.topic_id, Post.number)).all())


def topics(session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Topic.title).order_by(Topic.id)).all())


def test_threads_become_topics_with_their_dates_and_answers(bring, session) -> None:
    brought = bring(
        mail(1, "[experts] Barcoding"),
        mail(
            2,
            "Re: [experts] Barcoding",
            "> Words.\nYes.",
            "Bob <b@example.org>",
            In_Reply_To="<1@list.example>",
        ),
        mail(3, "Something else"),
        mail(4, "AW: Barcoding", References="<1@list.example> <2@list.example>"),
    )

    assert (brought.topics, brought.posts) == (2, 4)
    assert topics(session) == ["Barcoding", "Something else"]
    found = posts(session)
    assert [(post.number, post.reply_to) for post in found] == [(1, None), (2, 1), (3, 2), (1, None)]
    assert found[0].created_at.isoformat() == "2024-01-01T07:00:00+00:00"
    assert "<blockquote" in found[1].html


def test_who_is_a_member_is_known_and_others_are_former_members(bring, session) -> None:
    bring(mail(1, "Barcoding"), mail(2, "Re: Barcoding", who="Zoe Nunez <zoe@example.org>"))

    first, second = posts(session)
    assert first.author_id == ALICE.account_id
    zoe = session.get_one(Member, second.author_id)
    assert (zoe.name, zoe.active, zoe.roles, zoe.email) == ("Zoe Nunez", False, [], "")


def test_former_members_are_named_and_lead_nowhere(bring, alice) -> None:
    bring(mail(1, "Barcoding", who="Zoe Nunez <zoe@example.org>"))

    page = alice.get("/forum/t/barcoding/1").get_data(as_text=True)

    assert "<bdi>Zoe Nunez</bdi>" in page
    assert "/account/members/~" not in page


def test_a_second_run_brings_nothing_twice(bring, session) -> None:
    archive = [mail(1, "Barcoding"), mail(2, "Re: Barcoding", In_Reply_To="<1@list.example>")]
    bring(archive[0])

    brought = bring(*archive)

    assert (brought.topics, brought.posts, brought.known) == (0, 1, 1)
    assert [post.reply_to for post in posts(session)] == [None, 1]


def test_a_subject_that_answers_finds_its_topic_without_any_reference(bring, session) -> None:
    bring(mail(1, "Barcoding"), mail(2, "RE: barcoding"), mail(3, "Barcoding"), mail(4, "回复：Barcoding"))

    assert [(post.topic_id, post.number) for post in posts(session)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


@pytest.mark.parametrize(
    ("charset", "codec", "words"),
    [
        ("windows-1251", "cp1251", "Сохранение биоразнообразия"),
        ("windows-1256", "cp1256", "التنوع البيولوجي"),
        ("gb2312", "gb18030", "生物多样性公约"),
        ("big5", "big5", "生物多樣性公約"),
        ("iso-2022-jp", "iso2022_jp", "生物多様性条約です"),
        ("iso-8859-1", "latin-1", "Diversité biologique à protéger"),
    ],
)
def test_old_charsets_are_read(charset, codec, words, bring, session) -> None:
    coded = base64.b64encode(words.encode(codec)).decode()
    headers = f"Subject: =?{charset}?B?{coded}?=\nContent-Type: text/plain; charset={charset}"
    headers += "\nContent-Transfer-Encoding: 8bit"

    bring(raw_mail(1, headers.encode(), words.encode(codec)))

    assert topics(session) == [words]
    assert words in posts(session)[0].html


def test_a_message_without_order_still_comes_in(bring, session) -> None:
    brought = bring(
        b"Subject: No date, no sender\n\nHello",
        raw_mail(
            2, b"Subject: HTML\nContent-Type: text/html", b"<p>One</p><style>x{}</style><p>Two &amp; 3</p>"
        ),
        raw_mail(
            3, b"Subject: Odd\nContent-Type: text/plain; charset=x-nothing\nX: \xff\xfe", b"caf\xe9 \x00"
        ),
        raw_mail(4, b"Content-Type: multipart/mixed; boundary=never", b"no parts at all"),
        b"Subject: Far away\nDate: Mon, 01 Jan 9999 00:00:00 +0000\n\nLater",
    )

    assert (brought.posts, brought.failed) == (5, 0)
    assert [post.raw for post in posts(session) if "One" in post.raw] == ["One\\\nTwo & 3"]


def test_files_are_kept_with_the_message(bring, session) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = (
        "Alice <alice@example.org>",
        "Minutes",
        "<9@list.example>",
    )
    made.set_content("Attached.")
    made.add_attachment("a,b\n1,2\n", subtype="csv", filename="numbers.csv")
    made.add_attachment(
        b"MZ\x90\x00" + b"\0" * 200, maintype="application", subtype="x-msdownload", filename="run.exe"
    )

    bring(made.as_bytes())

    words = posts(session)[0].raw
    assert "[numbers.csv](/forum/files/" in words
    assert "*run.exe" in words


def test_nobody_is_told_and_nobody_is_called(bring, session) -> None:
    bring(mail(1, "Barcoding", "What does @alice say?"))

    assert session.scalar(text("SELECT count(*) FROM outbox")) == 0
    assert session.scalar(text("SELECT count(*) FROM mentions")) == 0


def test_a_long_message_becomes_several_posts(bring, session) -> None:
    bring(mail(1, "Long", "\n\n".join(["A paragraph of some words."] * 3000)))

    found = posts(session)
    assert len(found) > 1
    assert all(len(post.raw) <= 32_000 for post in found)


def test_the_secretariat_sends_an_archive_and_sees_how_far_it_is(as_, tmp_path, session) -> None:
    secretary = as_(SECRETARY)
    archive = tmp_path / "list.mbox"
    archive.write_bytes(b"From x Mon Jan  1 10:00:00 2024\n" + mail(1, "Barcoding"))

    with archive.open("rb") as stream:
        data = {"name": "experts", "forum": "knowledge", "archive": (stream, "list.mbox")}
        answer = secretary.post("/forum/programs/imports/mbox", data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert run_next_job(DATABASES.sessions(SERVICE), settings_for(SERVICE))

    assert topics(session) == ["Barcoding"]
    assert "experts" in secretary.get("/forum/programs/imports").get_data(as_text=True)
    assert secretary.get(answer.headers["Location"]).status_code == 200


def test_what_is_missing_is_said(as_) -> None:
    secretary = as_(SECRETARY)

    assert (
        secretary.post("/forum/programs/imports/mbox", data={"name": "x", "forum": "knowledge"}).status_code
        == 422
    )
    wrong = {"url": "file:///etc/passwd", "into": "knowledge"}
    assert secretary.post("/forum/programs/imports/discourse", data=wrong).status_code == 422


@pytest.mark.parametrize("path", ["", "/mbox", "/discourse"])
def test_only_the_secretariat_imports(path, client, as_) -> None:
    ask = (lambda one: one.post(f"/forum/programs/imports{path}")) if path else None
    for browser, status in ((client, 303), (as_(ALICE), 403), (as_(MOD), 403)):
        answer = ask(browser) if ask else browser.get("/forum/programs/imports")
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("subject", "about", "answers"),
    [
        ("Re: Re[2]: [list] Wetlands", "Wetlands", True),
        ("Wetlands: a reply", "Wetlands: a reply", False),
        ("Отв: Болота", "Болота", True),
        ("رد: الأراضي", "الأراضي", True),
        ("", "", False),
    ],
)
def test_what_a_subject_is_about(subject, about, answers) -> None:
    assert topic_of(subject) == (about, answers)


def test_plain_text_looks_the_same_as_markdown() -> None:
    shown = as_markdown("Hi *all*\n    indented\n> said\n>> before\nanswer\n- no list\n")

    assert shown.splitlines() == [
        r"Hi \*all\*" + "\\",
        "\u00a0\u00a0\u00a0\u00a0indented",
        "",
        "> said",
        ">",
        "> > before",
        "",
        "answer\\",
        r"\- no list",
    ]


def test_titles_and_parts() -> None:
    assert title_of("x" * 300) == "x" * 200
    assert len(title_of("")) >= 4
    assert in_parts("a" * 25, longest=10) == ["a" * 10, "a" * 10, "a" * 5]
    assert in_parts("") == [""]


def test_a_later_archive_goes_on_with_the_topics_of_an_earlier_one(bring, session) -> None:
    bring(mail(1, "Barcoding"), mail(2, "Re: Barcoding", In_Reply_To="<1@list.example>"))

    brought = bring(
        mail(3, "Re: Barcoding", References="<1@list.example> <2@list.example>"),
        mail(4, "Re: Barcoding", In_Reply_To="<3@list.example>"),
        mail(5, "Wetlands"),
    )

    assert (brought.topics, brought.posts) == (1, 3)
    assert topics(session) == ["Barcoding", "Wetlands"]
    found = [(post.topic_id, post.number, post.reply_to) for post in posts(session)]
    assert found == [(1, 1, None), (1, 2, 1), (1, 3, 2), (1, 4, 3), (2, 1, None)]


def test_another_list_is_another_place(bring, session) -> None:
    bring(mail(1, "Barcoding"))

    bring(mail(3, "Re: Barcoding", In_Reply_To="<1@list.example>"), name="others")

    assert topics(session) == ["Barcoding", "Barcoding"]


def archives(settings: Any) -> list[str]:
    return [path.name for path in (settings.var / "imports").glob("*.mbox")]


@pytest.mark.parametrize("forum", ["knowledge", "nowhere"])
def test_an_archive_goes_when_its_job_is_over_however_it_ended(forum, as_, session) -> None:
    settings, sessions = settings_for(SERVICE), DATABASES.sessions(SERVICE)
    as_(SECRETARY)
    name = keep_archive(settings, BytesIO(b"From x Mon Jan  1 10:00:00 2024\n" + mail(1, "Barcoding")))
    params = {"archive": name, "forum": forum, "name": "experts"}
    start_job(session, kind="import-mbox", account_id=SECRETARY.account_id, params=params, now=clock.now())
    session.commit()

    with time_machine.travel(clock.now() + timedelta(hours=2)):
        clear_archives(sessions, settings)
        assert name in archives(settings)
        assert run_next_job(sessions, settings)
        assert name in archives(settings)
        clear_archives(sessions, settings)

    assert name not in archives(settings)


def test_an_archive_that_was_just_sent_is_kept() -> None:
    settings = settings_for(SERVICE)
    name = keep_archive(settings, BytesIO(b"From x\n"))

    clear_archives(DATABASES.sessions(SERVICE), settings)

    assert name in archives(settings)
