"""Webhooks of dates, needs and official notifications: registered, signed, tried again, stopped."""

import base64
import hmac
import json
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from corridor import clock
from corridor.events.matchmaking import NeedPublished, NeedWithdrawn
from corridor.testing import ALICE, BOB, DATABASES, SECRETARY, settings_for, sign_in
from notify_service.bulletins.actions import withdraw
from notify_service.inbox.models import Notice
from notify_service.service import SERVICE
from notify_service.webhooks.models import Delivery, Webhook
from notify_service.webhooks.rules import EVENTS
from notify_service.webhooks.sending import send_next
from tests.notify_service.bulletins.world import HELEN, publish, register
from tests.notify_service.calendar.test_dates import meeting
from tests.notify_service.world import happen, need


class Receiver:
    """Another system; it answers with `status`."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}/hook"
        self.status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []

    def take(self, call: BaseHTTPRequestHandler) -> None:
        body = call.rfile.read(int(call.headers["Content-Length"]))
        self.got.append((dict(call.headers), body))
        call.send_response(self.status)
        call.end_headers()

    def events(self) -> list[str]:
        return [headers["Corridor-Event"] for headers, _body in self.got]


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
def secret(client, receiver) -> str:
    """The secretariat registers the other system; the secret it is shown."""
    sign_in(client, SECRETARY)
    data = {"url": receiver.url, "events": list(EVENTS)}
    page = client.post("/notify/webhooks", data=data).text
    found = re.search(r"whsec_[A-Za-z0-9+/=]+", page)
    assert found, page
    return found[0]


def send_all() -> int:
    """What the worker does."""
    settings, sent = settings_for(SERVICE, webhooks_private=True), 0
    while send_next(DATABASES.sessions(SERVICE), settings):
        sent += 1
    return sent


def public(kind, **changes: Any):
    """What happens to a need, as all may know."""
    return kind(**{**vars(need()), **changes})


def test_messages_are_signed_as_other_programs_expect(secret, receiver):
    send_all()

    headers, body = receiver.got[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["webhook-signature"] == expected
    assert receiver.events() == ["ping"]


def test_dates_of_many_are_told_and_those_of_persons_are_not(secret, receiver, session):
    happen(session, meeting(), sequence=1)
    happen(session, meeting(key="meeting/9", roles=[], accounts=[str(BOB.account_id)]))
    happen(session, meeting(removed=True), sequence=2)
    happen(session, meeting(title="Old news"), sequence=1)

    send_all()

    assert receiver.events() == ["ping", "date_set", "date_removed"]
    told = json.loads(receiver.got[1][1])
    assert (told["event"], told["date"]["key"], told["date"]["title"]) == (
        "date_set",
        "meeting/3",
        "Third meeting",
    )


def test_needs_are_told_when_all_may_see_them(secret, receiver, session):
    happen(session, need((ALICE, "focal_point")))
    happen(session, public(NeedPublished))
    happen(session, public(NeedWithdrawn))

    send_all()

    assert receiver.events() == ["ping", "need_published", "need_withdrawn"]
    told = json.loads(receiver.got[1][1])["need"]
    assert (told["title"], told["party"]) == ("Inventory of the inner Niger delta", "ML")
    assert "recipients" not in told


def test_what_was_not_taken_is_tried_again_under_the_same_number(secret, receiver, session):
    receiver.status = 500
    send_all()
    receiver.status = 200
    assert send_all() == 0

    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert send_all() == 1

    numbers = [headers["webhook-id"] for headers, _body in receiver.got]
    assert numbers[0] == numbers[1]
    assert session.scalars(select(Delivery.attempts)).one() == 2


def test_an_address_where_nobody_is_any_more_is_stopped_and_its_owner_hears(secret, receiver, session):
    receiver.status = 410
    for hours in (0, 1, 2, 4, 8, 16):
        with time_machine.travel(clock.now() + timedelta(hours=hours)):
            send_all()

    hook = session.scalars(select(Webhook)).one()
    assert (hook.active, hook.stopped_because) == (False, "410")
    assert session.scalars(select(Notice.what)).one() == "moderation_webhook_stopped"


def test_addresses_of_our_own_network_are_not_called(secret, receiver, session):
    send_next(DATABASES.sessions(SERVICE), settings_for(SERVICE))

    assert receiver.got == []
    assert session.scalars(select(Delivery.status)).one() is None


def test_the_secret_is_shown_once(client, secret, session):
    hook = session.scalars(select(Webhook)).one()

    pages = [client.get(f"/notify/webhooks/{hook.id}{path}").text for path in ("", "/edit", "/removal")]

    assert all(secret not in page for page in pages)


def test_a_new_secret_takes_the_place_of_the_old_one(client, secret, session):
    hook = session.scalars(select(Webhook)).one()
    data = {"url": hook.url, "events": ["date_set"], "active": "true", "renew": "true"}

    page = client.post(f"/notify/webhooks/{hook.id}", data=data).text

    session.expire_all()
    assert hook.secret in page
    assert (hook.secret != secret, hook.events) == (True, ["date_set"])


def test_a_message_can_be_sent_again_and_a_webhook_removed(client, secret, receiver, session):
    send_all()
    hook, message = session.scalars(select(Webhook)).one(), session.scalars(select(Delivery)).one()
    client.post(f"/notify/webhooks/{hook.id}/messages/{message.id}/again")

    assert send_all() == 1
    assert client.post(f"/notify/webhooks/{hook.id}/removal").status_code == 303
    assert client.get(f"/notify/webhooks/{hook.id}").status_code == 404


@pytest.mark.parametrize(
    "form", [{}, {"url": "ftp://a.example"}, {"url": "https://a.example", "events": ["x"]}]
)
def test_a_wrong_form_is_shown_again(client, form):
    sign_in(client, SECRETARY)

    assert client.post("/notify/webhooks", data=form).status_code == 422


@pytest.mark.parametrize("path", ["", "/new", "/1", "/1/edit", "/1/removal"])
def test_webhooks_are_for_the_secretariat(client, path):
    sign_in(client, ALICE)

    assert client.get(f"/notify/webhooks{path}").status_code == 403


@pytest.mark.parametrize("number", ["1", "99999999999999999999999"])
def test_what_is_not_there_is_not_there(client, number):
    sign_in(client, SECRETARY)

    assert client.get(f"/notify/webhooks/{number}").status_code == 404


def test_an_official_notification_is_told_when_it_is_published_and_when_it_is_withdrawn(
    secret, receiver, session
):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    withdraw(session, bulletin, HELEN, why="A wrong date", now=clock.now())
    session.commit()

    send_all()

    assert receiver.events() == ["ping", "bulletin_published", "bulletin_withdrawn"]
    first, last = (json.loads(body)["bulletin"] for _headers, body in receiver.got[1:])
    assert first["url"] == f"http://localhost/notify/bulletins/{bulletin.number}"
    assert last["withdrawn_because"] == "A wrong date"
