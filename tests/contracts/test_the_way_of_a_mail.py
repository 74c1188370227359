"""From a post to a mail and from its answer to a post: the forum and notifications, and nothing faked."""

import threading
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from sqlalchemy import select, update
from werkzeug.serving import make_server

from corridor import clock
from corridor.testing import (
    ALICE,
    BOB,
    DATABASES,
    add_member,
    app_for,
    client_for,
    deliver,
    settings_for,
    sign_in,
)
from corridor.testing.mailbox import Mailbox
from forum_service.by_mail.running import do_next_mail
from forum_service.members.models import Member as Reader
from forum_service.posts.models import Post
from forum_service.service import SERVICE as FORUM
from forum_service.topics.models import Topic
from notify_service.channels.email.delivery import deliver_mails
from notify_service.inbound.deciding import decide_mails
from notify_service.inbound.models import IncomingMail
from notify_service.inbound.receiving import Delivery, receive
from notify_service.members.models import Member as Addressee
from notify_service.service import SERVICE as NOTIFY

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def _people() -> None:
    """Both services know Alice and Bob; Bob is named in what Alice writes, and mailed at once."""
    for service, model in ((FORUM, Reader), (NOTIFY, Addressee)):
        with DATABASES.sessions(service).begin() as session:
            for person in (ALICE, BOB):
                add_member(session, model, person)


@pytest.fixture
def notify_url() -> Iterator[str]:
    """notify_service as a server, for the files it keeps."""
    server = make_server("127.0.0.1", 0, app_for(NOTIFY), threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


def opened() -> None:
    """Alice opens a topic that names Bob."""
    data = {"title": "Taxonomy for small museums", "forum": "knowledge", "raw": "Ask @bob about it."}
    answer = sign_in(client_for(FORUM), ALICE).post("/forum/topics", data=data)
    assert answer.status_code == 303, answer.text


def mails_go_out(mailbox: Mailbox) -> None:
    deliver(FORUM, NOTIFY)
    settings = settings_for(NOTIFY, smtp_url=mailbox.url, notice_delay=0)
    deliver_mails(DATABASES.sessions(NOTIFY), settings)


def answer_comes_in(answer: EmailMessage, notify_url: str) -> None:
    """The mail server hands the answer over, and both workers do what is to be done."""
    delivery = Delivery(
        raw=answer.as_bytes(), recipient=parseaddr(answer["To"])[1], return_path=BOB.email, way="lmtp"
    )
    with DATABASES.sessions(NOTIFY).begin() as session:
        receive(session, delivery, now=clock.now())
    while decide_mails(DATABASES.sessions(NOTIFY), settings_for(NOTIFY)):
        pass
    deliver(FORUM, NOTIFY)
    while do_next_mail(DATABASES.sessions(FORUM), settings_for(FORUM, notify_url=notify_url)):
        pass
    deliver(FORUM, NOTIFY)


def answer_to(mail: EmailMessage, text: str) -> EmailMessage:
    """What a mail program makes of "Reply"."""
    answer = EmailMessage(policy=policy.SMTP)
    answer["From"] = f"Bob <{BOB.email}>"
    answer["To"] = mail["Reply-To"]
    answer["Subject"] = f"Re: {mail['Subject']}"
    answer["In-Reply-To"] = answer["References"] = mail["Message-ID"]
    answer["Message-ID"] = "<1@example.org>"
    quoted = "\n".join(f"> {line}" for line in mail.get_body(("plain",)).get_content().splitlines())
    answer.set_content(f"{text}\n\nOn Mon, 23 Nov 2026 at 09:00, Alice wrote:\n{quoted}\n")
    return answer


def test_a_mail_is_answered_and_the_answer_is_a_post(mailbox: Mailbox, notify_url: str) -> None:
    opened()
    mails_go_out(mailbox)
    (mail,) = mailbox.to(BOB.email)
    answer = answer_to(mail, "We tried it, see the *table*.")
    answer.add_attachment("genus,species\nApis,mellifera\n", subtype="csv", filename="bees.csv")

    answer_comes_in(answer, notify_url)
    answer_comes_in(answer, notify_url)

    with DATABASES.sessions(FORUM)() as session:
        (post,) = session.scalars(select(Post).where(Post.author_id == BOB.account_id))
    assert post.raw.startswith("We tried it, see the *table*.\n\n[bees.csv](/forum/files/")
    assert "Ask @bob" not in post.raw
    assert (post.topic_id, post.number, post.by_mail) == (1, 2, True)
    with DATABASES.sessions(NOTIFY)() as session:
        row = session.scalars(select(IncomingMail)).one()
    assert row.state == "posted"
    assert row.url.endswith("/1/2")


def test_what_the_forum_refuses_comes_back_with_its_words(mailbox: Mailbox, notify_url: str) -> None:
    opened()
    mails_go_out(mailbox)
    (mail,) = mailbox.to(BOB.email)
    with DATABASES.sessions(FORUM).begin() as session:
        session.execute(update(Topic).values(closed=True))

    answer_comes_in(answer_to(mail, "A word too late."), notify_url)
    mails_go_out(mailbox)

    _first, refusal = mailbox.to(BOB.email)
    told = refusal.get_body(("plain",)).get_content()
    assert "This topic is closed" in told
    assert "A word too late." in told
