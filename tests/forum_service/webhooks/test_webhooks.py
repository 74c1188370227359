"""Webhooks: registered by the secretariat, sent by the worker, signed, tried again, stopped."""

import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

from corridor import clock
from corridor.events.account import GroupChanged
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.testing import ALICE, BOB, DATABASES, MOD, SECRETARY, deliver, settings_for
from forum_service.boards.models import Board
from forum_service.consumers import on_group_changed
from forum_service.service import SERVICE
from forum_service.webhooks.models import Delivery, Webhook
from forum_service.webhooks.sending import send_next

SECRET = "a secret of the tests"


class Receiver:
    """Another program; it answers with `status`."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}/hook?from=corridor"
        self.status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []

    def take(self, call: BaseHTTPRequestHandler) -> None:
        body = call.rfile.read(int(call.headers["Content-Length"]))
        self.got.append((dict(call.headers), body))
        call.send_response(self.status)
        call.send_header("Location", "http://127.0.0.1:1/")
        call.end_headers()
        call.wfile.write(b"thank you")

    def events(self) -> list[str]:
        return [headers["X-Discourse-Event"] for headers, _body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.take(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found = Receiver(server)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield found
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def secretary(as_):
    return as_(SECRETARY)


@pytest.fixture
def register(secretary, receiver):
    """The secretariat registers the other program; the address of its page."""

    def register_(events=("topic_created", "post_created", "post_edited", "post_destroyed"), **form) -> str:
        data = {"url": receiver.url, "secret": SECRET, "events": list(events), **form}
        answer = secretary.post("/forum/programs/webhooks", data=data)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.headers["Location"]

    return register_


def send_all(*, private: bool = True) -> int:
    """What the worker does."""
    deliver(SERVICE)
    settings = settings_for(SERVICE, webhooks_private=private)
    sent = 0
    while send_next(DATABASES.sessions(SERVICE), settings):
        sent += 1
    return sent


def test_a_ping_comes_first_and_is_signed(register, receiver) -> None:
    register()

    assert send_all() == 1

    headers, body = receiver.got[0]
    assert (headers["X-Discourse-Event"], headers["X-Discourse-Event-Type"]) == ("ping", "ping")
    expected = "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()
    assert headers["X-Discourse-Event-Signature"] == expected
    assert json.loads(body) == {"ping": "OK"}


def test_topics_and_posts_are_told(register, receiver, open_topic, alice, as_) -> None:
    register()
    open_topic("Taxonomy for small museums", raw="Who has tried *barcoding*?")
    send_all()
    alice.post("/forum/posts/1", data={"raw": "Who has tried **barcoding**?", "version": "1"})
    send_all()
    as_(MOD).post("/forum/posts/1/hiding")

    send_all()

    assert receiver.events() == ["ping", "topic_created", "post_created", "post_edited", "post_destroyed"]
    told = json.loads(receiver.got[2][1])["post"]
    assert (told["username"], told["topic_title"]) == ("alice", "Taxonomy for small museums")
    assert json.loads(receiver.got[1][1])["topic"]["category_id"] == told["category_id"]


def test_an_edit_that_names_somebody_is_no_second_post(register, receiver, open_topic, alice, know) -> None:
    register()
    know(BOB)
    open_topic()
    alice.post("/forum/posts/1", data={"raw": "Do you know, @bob?", "version": "1"})

    send_all()

    assert sorted(receiver.events()) == ["ping", "post_created", "post_edited", "topic_created"]


def test_what_was_taken_down_is_named_and_not_told_again(register, receiver, open_topic, alice, as_) -> None:
    register()
    open_topic(raw="A secret that slipped out")
    alice.post("/forum/posts/1", data={"raw": "A secret that slipped out again", "version": "1"})
    as_(MOD).post("/forum/posts/1/hiding")

    send_all()

    # By the time they are told of, the topic and the change are gone with the post.
    assert receiver.events() == ["ping", "post_destroyed"]
    told = json.loads(receiver.got[1][1])["post"]
    assert (told["hidden"], told["raw"], told["cooked"]) == (True, "", "")
    assert told["deleted_at"].endswith("Z")


def test_thanks_are_told_with_who_gave_them(register, receiver, open_topic, as_) -> None:
    register(events=["like_created"])
    open_topic("Taxonomy for small museums")
    as_(BOB).post("/forum/posts/1/thanks")

    send_all()

    told = json.loads(receiver.got[1][1])["like"]
    assert (told["user"]["username"], told["post"]["topic_title"]) == ("bob", "Taxonomy for small museums")
    assert "raw" not in told["post"]


def test_what_waits_for_moderators_is_told_without_its_words(
    register, receiver, open_topic, as_, session
) -> None:
    register(events=["reviewable_created"])
    open_topic()
    as_(BOB).post("/forum/posts/1/flag", data={"reason": "attention", "words": "A secret"})
    session.execute(update(Board).values(approve_first=3))
    session.commit()
    as_(BOB).post("/forum/t/1/replies", data={"raw": "An answer that waits"})

    send_all()

    told = [json.loads(body)["reviewable"] for _headers, body in receiver.got[1:]]
    assert [one["type"] for one in told] == ["ReviewableFlaggedPost", "ReviewableQueuedPost"]
    assert "secret" not in str(receiver.got[1:])
    assert "waits" not in str(receiver.got[1:])


def test_groups_are_told(register, receiver, session) -> None:
    register(events=["group_created", "group_updated", "group_destroyed"])
    facts = {"slug": "museums", "name": "Museums", "description": "Small ones", "writable": False}
    for sequence, active in ((1, True), (2, True), (3, False)):
        event = GroupChanged(**facts, active=active)
        meta = Meta(id=uuid7(), time=clock.now(), source="account", subject="", sequence=sequence)
        on_group_changed(session, event, meta)
    session.commit()

    send_all()

    assert receiver.events() == ["ping", "group_created", "group_updated", "group_destroyed"]
    assert json.loads(receiver.got[1][1])["group"]["name"] == "museums"


def test_only_what_was_asked_for(register, receiver, open_topic) -> None:
    register(events=["post_created"])
    open_topic()

    send_all()

    assert receiver.events() == ["ping", "post_created"]


def test_only_from_the_forums_named(register, receiver, open_topic, secretary) -> None:
    register(boards=["1"])
    open_topic(forum="knowledge")

    send_all()

    assert receiver.events() == ["ping"]


def test_private_messages_are_never_told(register, receiver, alice, know) -> None:
    know(BOB)
    register()
    sent = alice.post("/forum/messages", data={"to": "@bob", "title": "About money", "raw": "Between us"})
    assert sent.status_code == 303

    send_all()

    assert receiver.events() == ["ping"]


def test_what_was_not_taken_is_tried_again_later(register, receiver, session) -> None:
    register()
    receiver.status = 500
    send_all()

    assert send_all() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        receiver.status = 200
        assert send_all() == 1

    message = session.scalars(select(Delivery)).one()
    assert (message.attempts, message.status, message.due_at) == (2, 200, None)


def test_redirects_are_not_followed(register, receiver, session) -> None:
    register()
    receiver.status = 302

    send_all()

    assert session.scalars(select(Delivery.status)).one() == 302


def test_who_is_gone_for_good_is_told_nothing_more(register, receiver, session, secretary) -> None:
    page = register()
    receiver.status = 410
    now = clock.now()
    for minutes in (0, 2, 8, 40, 170):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            send_all()

    hook = session.scalars(select(Webhook)).one()
    assert (hook.active, hook.stopped_because) == (False, "410")
    assert len(receiver.got) == 5
    assert "Stopped" in secretary.get(page).get_data(as_text=True)


def test_our_own_network_is_out_of_reach(register, receiver, session) -> None:
    register()

    send_all(private=False)

    assert receiver.got == []
    assert "private network" in session.scalars(select(Delivery.answer)).one()


def test_a_message_is_sent_once_more(register, receiver, secretary) -> None:
    page = register()
    send_all()

    assert secretary.post(f"{page}/messages/1/again").status_code == 303
    send_all()

    assert receiver.events() == ["ping", "ping"]
    assert "taken" in secretary.get(page).get_data(as_text=True)


def test_a_webhook_is_changed_and_removed(register, secretary, session) -> None:
    page = register()
    changed = {"url": "https://example.org/other", "events": ["topic_created"], "active": "true"}

    assert secretary.post(page, data=changed).status_code == 303
    hook = session.scalars(select(Webhook)).one()
    assert (hook.url, hook.secret, hook.events) == ("https://example.org/other", SECRET, ["topic_created"])
    assert secretary.get(f"{page}/removal").status_code == 200
    assert secretary.post(f"{page}/removal").status_code == 303
    assert "No webhooks yet" in secretary.get("/forum/programs/webhooks").get_data(as_text=True)


@pytest.mark.parametrize(
    "form",
    [
        {"url": "ftp://example.org", "events": ["ping"]},
        {"url": "http://", "secret": SECRET, "events": ["post_created"]},
        {"url": "https://example.org", "secret": "short", "events": ["post_created"]},
        {"url": "https://example.org", "secret": SECRET, "events": []},
        {"url": "https://user:word@example.org", "secret": SECRET, "events": ["post_created"]},
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(form, secretary) -> None:
    answer = secretary.post("/forum/programs/webhooks", data=form)

    assert answer.status_code == 422
    assert form["url"] in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/forum/programs/webhooks", None),
        ("/forum/programs/webhooks/new", None),
        ("/forum/programs/webhooks", {}),
        ("/forum/programs/webhooks/1", None),
        ("/forum/programs/webhooks/1/edit", None),
        ("/forum/programs/webhooks/1", {}),
        ("/forum/programs/webhooks/1/ping", {}),
        ("/forum/programs/webhooks/1/messages/1/again", {}),
        ("/forum/programs/webhooks/1/removal", None),
        ("/forum/programs/webhooks/1/removal", {}),
        ("/forum/programs/acts", None),
    ],
)
def test_only_the_secretariat_sees_them(path, form, client, as_, register) -> None:
    register()
    browsers = [client, *(as_(who) for who in (ALICE, MOD))]

    answers = [one.get(path) if form is None else one.post(path, data=form) for one in browsers]

    assert [answer.status_code for answer in answers] == [303, 403, 403]


def test_members_are_told_how_programs_reach_the_forums(alice, client) -> None:
    assert "pydiscourse" in alice.get("/forum/programs").get_data(as_text=True)
    assert client.get("/forum/programs").status_code == 303
