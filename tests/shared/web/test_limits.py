"""How often one account may do something."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corridor.errors import TooMany
from corridor.messaging.tables import use_counts
from corridor.testing import ALICE, BOB, Browser, app_for, client_for, sign_in
from corridor.web.limits import count_use, forget_uses, window_start
from tests.support.notes.service import NOTES

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


LETTER = {"title": "A letter of an hour, " * 3}


def post(client: Browser) -> int:
    return client.post("/notes/limited", data=LETTER).status_code


def test_an_account_is_stopped_at_its_limit_and_nobody_else() -> None:
    with time_machine.travel(NOON, tick=False):
        alice, bob = sign_in(client_for(NOTES), ALICE), sign_in(client_for(NOTES), BOB)

        assert [post(alice) for _ in range(3)] == [303, 303, 429]
        assert post(bob) == 303


def test_the_refusal_says_how_long_and_loses_nothing() -> None:
    with time_machine.travel(NOON + timedelta(minutes=7), tick=False):
        alice = sign_in(client_for(NOTES), ALICE)
        for _ in range(2):
            post(alice)
        answer = alice.post("/notes/limited", data=LETTER)

    page = answer.get_data(as_text=True)
    assert answer.headers["Retry-After"] == "181"
    assert "Please wait 4 minutes." in page
    assert "A letter of an hour, A letter" in page


def test_a_program_is_told_in_its_own_way() -> None:
    with time_machine.travel(NOON, tick=False):
        alice = sign_in(client_for(NOTES), ALICE)
        for _ in range(2):
            post(alice)
        answer = alice.post("/notes/limited", data={}, headers={"Accept": "application/json"})

    assert answer.status_code == 429
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == "too_many"


def test_the_next_window_begins_anew() -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        alice = sign_in(client_for(NOTES), ALICE)

        assert [post(alice) for _ in range(3)] == [303, 303, 429]
        traveller.shift(timedelta(minutes=10))
        assert post(sign_in(alice, ALICE)) == 303


def test_an_address_stands_for_many_people() -> None:
    app = app_for(NOTES)

    with time_machine.travel(NOON, tick=False), app.test_request_context("/notes"):
        for _ in range(20):
            count_use("visits", 1, per=timedelta(minutes=1))
        with pytest.raises(TooMany):
            count_use("visits", 1, per=timedelta(minutes=1))


def test_all_windows_begin_together() -> None:
    assert window_start(NOON + timedelta(minutes=9), timedelta(minutes=10)) == NOON


def test_what_is_long_past_is_forgotten(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        alice = sign_in(client_for(NOTES), ALICE)
        post(alice)
        traveller.shift(timedelta(days=3))
        forget_uses(app_for(NOTES).extensions["corridor"].sessions)

    assert session.scalar(select(func.count()).select_from(use_counts)) == 0
