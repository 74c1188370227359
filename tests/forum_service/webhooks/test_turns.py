"""Webhooks take turns: one that has much to hear, hangs or was off keeps nobody else waiting."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from corridor import clock
from corridor.testing import DATABASES, SECRETARY, settings_for
from corridor.webhooks import calling
from forum_service.service import SERVICE
from forum_service.webhooks.actions import add_webhook, ping, settle, take_delivery
from forum_service.webhooks.models import Delivery, Webhook
from forum_service.webhooks.sending import send_next

SECRET = "a secret of the tests"


@pytest.fixture
def add(session, know):
    """Register a webhook with some more messages than its first one."""
    know(SECRETARY)

    def add_(url: str = "https://a.example/hook", *, more: int = 0) -> Webhook:
        about = {"events": ["post_created"], "board_ids": [], "account_id": SECRETARY.account_id}
        hook = add_webhook(session, url, SECRET, **about, now=clock.now())
        for _one in range(more):
            ping(session, hook, now=clock.now())
        session.commit()
        return hook

    return add_


@pytest.fixture
def silent() -> Iterator[str]:
    """Somebody who takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"


def take(session) -> int:
    """Whose message is next."""
    found = take_delivery(session, now=clock.now())
    session.commit()
    return found.webhook_id if found else 0


def answer(session, hook: Webhook, status: int | None) -> None:
    """The other side answers to the message that was taken."""
    number = session.scalars(select(Delivery.id).where(Delivery.webhook_id == hook.id)).first()
    settle(session, number, attempts=1, status=status, answer="", now=clock.now())
    session.commit()


def test_one_call_to_each_at_a_time(add, session) -> None:
    busy, other = add(more=5), add()

    assert [take(session), take(session), take(session)] == [busy.id, other.id, 0]


def test_who_waited_longest_is_next(add, session) -> None:
    busy, other = add(more=5), add(more=1)
    take(session)
    answer(session, busy, 200)

    assert take(session) == other.id


def test_who_hung_up_is_left_alone_for_a_minute(add, session) -> None:
    hook = add(more=5)
    take(session)
    answer(session, hook, None)

    assert take(session) == 0
    with time_machine.travel(clock.now() + timedelta(minutes=1, seconds=1)):
        assert take(session) == hook.id


def test_who_says_nothing_is_cut_off(add, session, silent, monkeypatch) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.3)
    add(silent, more=3)

    settings = settings_for(SERVICE, webhooks_private=True)
    sent = [send_next(DATABASES.sessions(SERVICE), settings) for _try in range(2)]

    assert sent == [True, False]
    first = session.scalars(select(Delivery).order_by(Delivery.id)).first()
    assert (first.status, first.attempts) == (None, 1)
    assert "Unreachable" not in first.answer


def test_what_waited_for_one_that_was_off_is_never_sent(add, session, as_) -> None:
    hook = add(more=2)
    page, form = f"/forum/programs/webhooks/{hook.id}", {"url": hook.url, "events": ["post_created"]}
    secretary = as_(SECRETARY)

    assert secretary.post(page, data=form).status_code == 303
    assert secretary.post(page, data={**form, "active": "true"}).status_code == 303

    assert take(session) == 0


def test_one_that_is_off_is_sent_nothing(add, session, as_) -> None:
    hook = add()
    page, form = f"/forum/programs/webhooks/{hook.id}", {"url": hook.url, "events": ["post_created"]}
    secretary = as_(SECRETARY)
    secretary.post(page, data=form)

    assert secretary.post(f"{page}/ping").status_code == 409
    assert secretary.post(f"{page}/messages/1/again").status_code == 409
    assert "/ping" not in secretary.get(page).get_data(as_text=True)
