"""The page of one's dates."""

from datetime import timedelta

import pytest
import time_machine

from corridor.testing import ALICE, CHARLIE, sign_in
from tests.notify_service.calendar.test_dates import SOON, meeting
from tests.notify_service.world import happen


@pytest.fixture(autouse=True)
def week_before():
    """The week before the meeting."""
    with time_machine.travel(SOON - timedelta(days=7), tick=False):
        yield


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/notify/calendar").status_code == 303


def test_dates_stand_in_their_months(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(place="Montréal"))
    happen(session, meeting(key="call/7", what="call_closes", title="On rules", ends_at=None))

    page = client.get("/notify/calendar").text

    assert "December 2026" in page
    assert "1 Dec 2026, 14:00 UTC – 16:00" in page
    assert "Montréal" in page
    assert "A call for consensus closes" in page


def test_what_was_stands_apart(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(title="Gone", starts_at=(SOON - timedelta(days=30)).isoformat(), ends_at=None))
    begun = (SOON - timedelta(days=8)).isoformat()
    happen(session, meeting(key="meeting/4", title="Goes on", starts_at=begun, ends_at=SOON.isoformat()))

    coming, past = client.get("/notify/calendar").text, client.get("/notify/calendar?show=past").text

    assert ("Goes on" in coming, "Gone" in coming) == (True, False)
    assert ("Goes on" in past, "Gone" in past) == (False, True)


@pytest.mark.parametrize("path", ["/notify/calendar", "/notify/calendar?show=past"])
def test_an_empty_calendar_says_what_would_be_there(client, path):
    sign_in(client, CHARLIE)

    assert "your cases" in client.get(path).text or "concerned you" in client.get(path).text


@pytest.mark.parametrize("label", ["", "   ", "x" * 81])
def test_an_address_needs_a_name(client, label):
    sign_in(client, ALICE)

    answer = client.post("/notify/calendar/keys", data={"label": label})

    assert answer.status_code == 422
    assert "cal_" not in answer.text


def test_nobody_makes_addresses_without_end(client):
    sign_in(client, ALICE)
    answers = [
        client.post("/notify/calendar/keys", data={"label": f"program {n}"}).status_code for n in range(11)
    ]

    assert answers == [200] * 10 + [409]
