"""Calendars for programs, read with two parsers that are not ours."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil.tz import tzical
from icalendar import Calendar
from sqlalchemy import update

from corridor.calendar_zones import zones_of_file
from corridor.testing import ALICE, BOB, sign_in
from notify_service.calendar.models import CalendarKey
from notify_service.members.models import Member
from tests.notify_service.calendar.test_dates import SOON, meeting
from tests.notify_service.world import happen

NOW = SOON - timedelta(days=7)


@pytest.fixture(autouse=True)
def week_before():
    """The week before the meeting."""
    with time_machine.travel(NOW, tick=False):
        yield


def address(client, label: str = "Outlook at the office") -> str:
    """Make an address for a calendar program."""
    page = client.post("/notify/calendar/keys", data={"label": label}).text
    found = re.search(r"http://localhost(/notify/calendar/cal_[\w-]+/dates\.ics)", page)
    assert found, page
    return found[1]


def events(text: bytes) -> dict[str, Any]:
    """The events of a calendar by their names for ever."""
    return {str(event["UID"]): event for event in Calendar.from_ical(text).walk("VEVENT")}


def test_a_meeting_stands_at_its_hour_where_it_takes_place(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(place="Montréal; room 2, left"), sequence=4)

    answer = client.get(address(client))
    event = events(answer.data)["meeting-3@localhost"]

    assert answer.mimetype == "text/calendar"
    assert event.decoded("DTSTART").astimezone(UTC) == SOON
    assert str(event["DTSTART"].params["TZID"]) == "America/Toronto"
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (4, "CONFIRMED", "OPAQUE")
    assert event["LOCATION"] == "Montréal; room 2, left"
    assert event["URL"] == "http://localhost/iag/meetings/third"


def test_the_zone_goes_along_as_a_rule_that_outlook_understands(client, session):
    sign_in(client, ALICE)
    happen(session, meeting())

    text = client.get(address(client)).text
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]

    assert zone.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in zone


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Paris",
        "America/Toronto",
        "Australia/Sydney",
        "Asia/Kolkata",
        "Africa/Nairobi",
        "America/Santiago",
    ],
)
def test_another_parser_reads_the_same_offsets(name):
    zone = ZoneInfo(name)
    moments = [datetime(2026, month, 10, tzinfo=zone) for month in range(1, 13)]
    calendar = Calendar()
    calendar.add_component(zones_of_file(moments)[name])

    read = tzical(io.StringIO(calendar.to_ical().decode())).get()

    naive = [moment.replace(tzinfo=None) for moment in moments]
    assert [one.replace(tzinfo=read).utcoffset() for one in naive] == [one.utcoffset() for one in moments]


def test_a_zone_without_yearly_rules_is_told_in_utc(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(time_zone="Africa/Casablanca"))

    text = client.get(address(client)).text

    assert "DTSTART:20261201T140000Z" in text
    assert "VTIMEZONE" not in text


def test_a_deadline_is_the_end_of_half_an_hour_that_takes_no_time(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(key="call/7", what="call_closes", ends_at=None, time_zone="UTC", title="Rules"))

    event = events(client.get(address(client)).data)["call-7@localhost"]

    assert event.decoded("DTEND") == SOON
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"] == "A call for consensus closes: Rules"


def test_whole_days_are_days(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(starts_at="2026-12-01", ends_at="2026-12-04", time_zone="Pacific/Auckland"))

    event = events(client.get(address(client)).data)["meeting-3@localhost"]

    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 1), date(2026, 12, 4))


def test_what_was_called_off_is_told_for_a_while(client, session):
    sign_in(client, ALICE)
    happen(session, meeting(), sequence=1)
    happen(session, meeting(removed=True), sequence=2)
    url = address(client)

    assert events(client.get(url).data)["meeting-3@localhost"]["STATUS"] == "CANCELLED"
    with time_machine.travel(NOW + timedelta(days=61)):
        assert events(client.get(url).data) == {}


def test_a_calendar_needs_no_sign_in_and_shows_its_owner_s_dates_alone(app, client, session):
    sign_in(client, ALICE)
    happen(session, meeting(key="meeting/1", roles=[], accounts=[str(ALICE.account_id)]))
    happen(session, meeting(key="meeting/2", roles=[], accounts=[str(BOB.account_id)]))

    answer = app.test_client().get(address(client))

    assert list(events(answer.data)) == ["meeting-1@localhost"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_program_that_has_it_already_gets_nothing_twice(client, session):
    sign_in(client, ALICE)
    happen(session, meeting())
    url = address(client)

    tag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_revoked_address_opens_nothing(client, session):
    sign_in(client, ALICE)
    url = address(client)
    key = session.query(CalendarKey).one()

    answer = client.post(f"/notify/calendar/keys/{key.id}/revocation")

    assert answer.status_code == 303
    assert client.get(url).status_code == 404


def test_nobody_revokes_the_address_of_another(client, session):
    sign_in(client, ALICE)
    url = address(client)
    key = session.query(CalendarKey).one()
    sign_in(client, BOB)

    client.post(f"/notify/calendar/keys/{key.id}/revocation")

    assert client.get(url).status_code == 200


def test_the_address_of_a_closed_account_opens_nothing(client, session):
    sign_in(client, ALICE)
    url = address(client)
    session.execute(update(Member).where(Member.account_id == ALICE.account_id).values(active=False))
    session.commit()

    assert client.get(url).status_code == 404


def test_roles_are_those_of_now(client, session):
    sign_in(client, ALICE)
    happen(session, meeting())
    url = address(client)
    session.execute(update(Member).where(Member.account_id == ALICE.account_id).values(roles=[]))
    session.commit()

    assert events(client.get(url).data) == {}


def test_only_a_hash_of_the_address_is_kept(client, session):
    sign_in(client, ALICE)
    token = address(client).split("/")[3]

    assert token not in session.query(CalendarKey).one().digest


@pytest.mark.parametrize("token", ["cal_short", "x" * 47, "cal_" + "é" * 43, "cal_" + "A" * 43])
def test_a_wrong_address_is_no_address(client, token):
    assert client.get(f"/notify/calendar/{token}/dates.ics").status_code == 404


def test_one_date_can_be_taken_along(client, session):
    sign_in(client, ALICE)
    happen(session, meeting())
    happen(session, meeting(key="meeting/9", roles=[], accounts=[str(BOB.account_id)]))

    assert list(events(client.get("/notify/calendar/date.ics?key=meeting/3").data)) == ["meeting-3@localhost"]
    assert client.get("/notify/calendar/date.ics?key=meeting/9").status_code == 404


def test_a_meeting_of_three_days_has_its_hours_on_each(client, session):
    sign_in(client, ALICE)
    days = {"starts_at": "2026-12-01T09:30:00+03:00", "ends_at": "2026-12-03T17:00:00+03:00"}
    happen(session, meeting(**days, time_zone="Africa/Nairobi"))

    event = events(client.get(address(client)).data)["meeting-3@localhost"]

    assert event["RRULE"].to_ical() == b"FREQ=DAILY;COUNT=3"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=7, minutes=30)
