"""Meetings and the ends of calls and polls, as other services are told of them."""

import json
from datetime import date, time, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, DATABASES, SECRETARY, settings_for
from corridor.testing.browser import Browser
from forum_service.dates.clock import tell_dates
from forum_service.dates.rules import span_of
from forum_service.service import SERVICE
from tests.forum_service.conftest import As, Open
from tests.forum_service.moving_time import Noon, as_, noon

__all__ = ["as_", "noon"]

CALL = {"title": "The indicator", "raw": "We use it.", "closes_at": "2026-11-12T12:00", "speaks": "person"}
POLL = {"question": "Which day?", "options": "Monday\nTuesday", "results": "always"}
MEETING = {
    "title": "Fifth meeting",
    "place": "Nairobi, Kenya",
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-03",
    "starts_time": "09:30",
    "ends_time": "17:00",
    "time_zone": "Africa/Nairobi",
    "summary": "The figures of the year.",
    "invited_roles": ["iag_member"],
}


def dates(session: Session) -> list[dict[str, Any]]:
    """What was told, in order, with the version."""
    session.rollback()
    query = select(outbox.c.body, outbox.c.sequence).where(outbox.c.type == "forum.date_set.v1")
    rows = session.execute(query.order_by(outbox.c.position))
    return [json.loads(body)["data"] | {"version": sequence} for body, sequence in rows]


def look_again() -> None:
    tell_dates(DATABASES.sessions(SERVICE), settings_for(SERVICE))


def test_a_meeting_is_told_when_it_is_called_changed_and_cancelled(session: Session, as_: As) -> None:
    secretary = as_(SECRETARY)
    assert secretary.post("/iag/meetings", data=MEETING).status_code == 303
    secretary.post("/iag/meetings/fifth-meeting/edit", data=MEETING | {"place": "Online"})
    secretary.post("/iag/meetings/fifth-meeting/edit", data=MEETING | {"place": "Online"})
    secretary.post("/iag/meetings/fifth-meeting/cancelling")
    look_again()

    first, changed, cancelled = dates(session)
    assert (first["key"], first["what"], first["roles"]) == ("meeting/1", "meeting", ["iag_member"])
    assert first["starts_at"] == "2026-12-01T09:30:00+03:00"
    assert first["ends_at"] == "2026-12-03T17:00:00+03:00"
    assert first["url"] == "http://localhost/iag/meetings/fifth-meeting"
    assert (changed["place"], changed["version"]) == ("Online", 2)
    assert (cancelled["removed"], cancelled["version"]) == (True, 3)


def test_days_without_hours_last_from_midnight_to_midnight() -> None:
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 3), "time_zone": "UTC"}

    assert span_of(SimpleNamespace(**days, starts_time=None, ends_time=None)) == {
        "starts_at": "2026-12-01",
        "ends_at": "2026-12-04",
    }
    with_hours = SimpleNamespace(**days, starts_time=time(9), ends_time=time(17))
    assert span_of(with_hours)["ends_at"] == "2026-12-03T17:00:00+00:00"


def test_the_end_of_a_call_is_told_to_who_may_read_it(
    session: Session, noon: Noon, alice: Browser, open_topic: Open
) -> None:
    open_topic()
    assert alice.post("/forum/t/1/calls", data=CALL).status_code == 303
    later = {"closes_at": "2026-11-20T12:00", "reason": "Two of us travel."}
    assert alice.post("/forum/calls/1/extension", data=later).status_code == 303
    alice.post("/forum/calls/1/withdrawal", data={"reason": "It is settled."})

    opened, extended, withdrawn = dates(session)
    assert (opened["key"], opened["what"], opened["starts_at"]) == (
        "call/1",
        "call_closes",
        "2026-11-12T12:00:00+00:00",
    )
    assert opened["ends_at"] is None
    assert opened["roles"] == ["member"]
    assert extended["starts_at"] == "2026-11-20T12:00:00+00:00"
    assert withdrawn["removed"]


def test_a_poll_with_an_end_is_told_and_one_without_is_not(
    session: Session, noon: Noon, alice: Browser, open_topic: Open
) -> None:
    open_topic()
    assert alice.post("/forum/t/1/polls", data=POLL).status_code == 303
    assert alice.post("/forum/t/1/polls", data=POLL | {"closes_at": "2026-11-12T12:00"}).status_code == 303

    assert [(one["key"], one["title"]) for one in dates(session)] == [("poll/2", "Which day?")]


def test_of_a_private_topic_only_its_readers_are_told(
    session: Session, noon: Noon, alice: Browser, open_topic: Open
) -> None:
    open_topic()
    alice.post("/forum/t/1/calls", data=CALL)
    both = {"a": ALICE.account_id, "b": BOB.account_id}
    session.execute(text("UPDATE topics SET audience = ARRAY[CAST(:a AS uuid), CAST(:b AS uuid)]"), both)
    session.commit()

    look_again()

    _open, private = dates(session)
    assert private["roles"] == []
    assert private["accounts"] == sorted(str(account) for account in both.values())


def test_a_topic_that_is_taken_down_takes_its_dates_along_and_brings_them_back(
    session: Session, noon: Noon, alice: Browser, open_topic: Open
) -> None:
    open_topic()
    alice.post("/forum/t/1/calls", data=CALL)
    for hidden in ("true", "true", "false"):
        session.execute(text(f"UPDATE topics SET hidden = {hidden}"))
        session.commit()
        look_again()

    assert [one["removed"] for one in dates(session)] == [False, True, False]


def test_what_is_deleted_is_off_and_what_is_over_is_left_alone(
    session: Session, noon: Noon, alice: Browser, open_topic: Open
) -> None:
    open_topic()
    for _ in range(2):
        alice.post("/forum/t/1/calls", data=CALL)
    session.execute(text("DELETE FROM calls WHERE id = 1"))
    session.commit()

    look_again()
    noon.shift(timedelta(days=30))
    look_again()

    assert [(one["key"], one["removed"]) for one in dates(session)[2:]] == [("call/1", True)]


def test_a_meeting_in_the_far_west_is_not_off_while_it_goes_on(session: Session, noon: Noon, as_: As) -> None:
    days = {"starts_on": "2026-11-01", "ends_on": "2026-11-01", "time_zone": "Pacific/Pago_Pago"}
    as_(SECRETARY).post("/iag/meetings", data=MEETING | days | {"starts_time": "20:00", "ends_time": "23:00"})
    # In Pago Pago it is still the day before.
    noon.shift(timedelta(hours=-4))
    look_again()

    assert [one["removed"] for one in dates(session)] == [False]
