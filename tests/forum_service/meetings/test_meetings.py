"""Meetings: called by the secretariat, answered by those invited, followed by calendars."""

import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, SECRETARY, app_for, persona
from corridor.testing.browser import Browser
from forum_service.meetings.clock import remind_invited
from forum_service.meetings.models import Meeting
from forum_service.service import SERVICE
from tests.forum_service.conftest import As

EVE = persona("eve", "expert")
SOON = (clock.now() + timedelta(days=40)).date()
FORM = {
    "title": "Fifth meeting",
    "place": "Nairobi, Kenya",
    "starts_on": SOON.isoformat(),
    "ends_on": (SOON + timedelta(days=2)).isoformat(),
    "starts_time": "09:30",
    "ends_time": "17:00",
    "time_zone": "Africa/Nairobi",
    "online_url": "https://meet.example/five",
    "summary": "The figures of the year.",
    "agenda": "1. Opening\n2. **Figures**",
    "invited_roles": ["iag_member"],
}
PATH = "/iag/meetings/fifth-meeting"


@pytest.fixture
def secretary(as_: As, know: Callable[..., None]) -> Browser:
    know(ALICE, BOB, EVE)
    return as_(SECRETARY)


@pytest.fixture
def meeting(secretary: Browser) -> str:
    answer = secretary.post("/iag/meetings", data=FORM)
    assert (answer.status_code, answer.location) == (303, PATH), answer.text
    return PATH


def told(session: Session) -> list[tuple[str, int]]:
    session.rollback()
    query = select(outbox.c.body).where(outbox.c.type == "forum.member_told.v1").order_by(outbox.c.position)
    found = [json.loads(body)["data"] for body in session.scalars(query)]
    return [(one["what"], len(one["recipients"])) for one in found]


def test_a_meeting_is_called_and_the_invited_are_told(
    session: Session, meeting: str, alice: Browser, client: Browser
) -> None:
    page = alice.get(meeting).text

    assert "<strong>Figures</strong>" in page
    assert "https://meet.example/five" in page
    assert told(session) == [("reminder_meeting", 2)]
    assert "Fifth meeting" in client.get("/iag").text


def test_strangers_see_the_meeting_but_neither_link_nor_people(
    meeting: str, client: Browser, as_: As
) -> None:
    for browser in (client, as_(EVE)):
        page = browser.get(meeting)
        assert page.status_code == 200
        assert "meet.example" not in page.text
        assert "Do you come?" not in page.text
    assert "Participants" not in client.get(meeting).text


def test_the_invited_answer_and_change_their_mind(meeting: str, alice: Browser, as_: As) -> None:
    said = {"answer": "remote", "words": "Mornings only"}
    assert alice.post(f"{meeting}/answers", data=said).status_code == 303
    assert alice.post(f"{meeting}/answers", data=said | {"answer": "yes"}).status_code == 303

    page = alice.get(meeting).text
    assert "Mornings only" in page
    assert 'value="yes" checked' in page
    assert as_(EVE).post(f"{meeting}/answers", data=said).status_code == 403
    assert alice.post(f"{meeting}/answers", data={"answer": "perhaps"}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": "2020-01-01"},
        {"starts_on": "0001-01-01"},
        {"ends_on": "9999-12-31"},
        {"ends_time": ""},
        {"ends_time": "08:00"},
        {"time_zone": "Mars/Olympus"},
        {"online_url": "javascript:alert(1)"},
        {"invited_roles": ["emperor"]},
        {"title": ""},
    ],
)
def test_impossible_meetings_are_refused(secretary: Browser, wrong: dict[str, object]) -> None:
    answer = secretary.post("/iag/meetings", data={**FORM, **wrong})

    assert answer.status_code == 422
    assert "The figures of the year." in answer.text


def test_only_the_secretariat_prepares(meeting: str, alice: Browser) -> None:
    for path in ("/iag/meetings/new", f"{meeting}/edit", f"{meeting}/documents/new"):
        assert alice.get(path).status_code == 403
    for path in ("/iag/meetings", f"{meeting}/edit", f"{meeting}/cancelling", f"{meeting}/documents"):
        assert alice.post(path, data=FORM).status_code == 403


def event_of(answer: object) -> object:
    calendar = Calendar.from_ical(answer.data)  # type: ignore[attr-defined]
    return calendar.walk("VEVENT")[0]


def test_a_calendar_reads_the_meeting_with_its_zone(meeting: str, alice: Browser) -> None:
    answer = alice.get(f"{meeting}/meeting.ics")

    calendar = Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Africa/Nairobi"]
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=3)
    assert event["dtstart"].dt.date() == SOON
    assert event["rrule"]["COUNT"] == [3]
    assert str(event["uid"]).startswith("meeting-")
    assert "meet.example" in event["description"]


def test_whole_days_end_the_day_after(secretary: Browser, client: Browser) -> None:
    secretary.post("/iag/meetings", data=FORM | {"starts_time": "", "ends_time": ""})

    event = event_of(client.get(f"{PATH}/meeting.ics"))

    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=3)  # type: ignore[index]
    assert "meet.example" not in event["description"]  # type: ignore[index]


def test_a_change_raises_the_sequence_and_keeps_the_uid(
    session: Session, meeting: str, secretary: Browser
) -> None:
    before = event_of(secretary.get(f"{meeting}/meeting.ics"))
    secretary.post(f"{meeting}/edit", data=FORM | {"report": "All agreed."})
    assert event_of(secretary.get(f"{meeting}/meeting.ics"))["sequence"] == 0  # type: ignore[index]

    secretary.post(f"{meeting}/edit", data=FORM | {"place": "Gigiri"})
    secretary.post(f"{meeting}/cancelling")

    after = event_of(secretary.get(f"{meeting}/meeting.ics"))
    assert (after["uid"], after["sequence"]) == (before["uid"], 2)  # type: ignore[index]
    assert after["status"] == "CANCELLED"  # type: ignore[index]
    assert [what for what, _count in told(session)] == [
        "reminder_meeting",
        "reminder_meeting_changed",
        "reminder_meeting_cancelled",
    ]
    assert secretary.post(f"{meeting}/cancelling").status_code == 409
    assert secretary.post(f"{meeting}/reviving").status_code == 303


def test_the_subscribed_calendar_opens_by_its_address_until_revoked(
    meeting: str, alice: Browser, client: Browser, as_: As
) -> None:
    def address(browser: Browser) -> str:
        page = browser.post("/iag/calendar").text
        return "/iag/calendar/" + page.partition("/iag/calendar/")[2].partition(".ics")[0] + ".ics"

    first = address(alice)
    assert b"Fifth meeting" in client.get(first).data
    assert b"Fifth meeting" not in client.get(address(as_(EVE))).data
    second = address(alice)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200

    assert alice.post("/iag/calendar/revocation").status_code == 303

    assert client.get(second).status_code == 404
    assert "no address yet" in alice.get("/iag/calendar").text


def test_documents_are_files_for_members_or_addresses(
    meeting: str, secretary: Browser, alice: Browser, client: Browser
) -> None:
    file = (io.BytesIO(b"The figures, line by line.\n"), "figures.txt")
    sent = {"title": "The figures", "symbol": "CBD/1", "languages": ["en"], "_file": file}
    answer = secretary.post(f"{meeting}/documents", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    secretary.post(f"{meeting}/documents", data={"title": "Official", "url": "https://cbd.example/1"})

    page = alice.get(meeting).text
    path = "/forum/files/" + page.partition('href="/forum/files/')[2].partition('"')[0]
    with alice.get(path) as file_answer:
        assert b"line by line" in file_answer.data
    assert "https://cbd.example/1" in page
    assert "/forum/files/" not in client.get(meeting).text


def test_a_document_may_be_large_and_its_copy_is_for_members(
    meeting: str, secretary: Browser, alice: Browser, client: Browser
) -> None:
    file = (io.BytesIO(b"One line of figures.\n" * 150_000), "figures.txt")
    sent = {"title": "The figures", "symbol": "CBD/1", "languages": ["en"], "_file": file}
    assert secretary.post(f"{meeting}/documents", data=sent).status_code == 303
    path = "/forum/files/" + alice.get(meeting).text.partition('href="/forum/files/')[2].partition('"')[0]

    with alice.get(path) as answer:
        assert answer.status_code == 200
    stranger = client.get(path)

    assert stranger.status_code == 303
    assert stranger.headers["Location"].startswith("/account/sign-in")


def test_who_is_suspended_sees_a_meeting_as_strangers_do(
    meeting: str, secretary: Browser, alice: Browser, session: Session
) -> None:
    address = alice.post("/iag/calendar").text.partition("/iag/calendar/")[2].partition(".ics")[0]
    assert FORM["online_url"] in alice.get(meeting).text
    suspension = """
        INSERT INTO sanctions (account_id, kind, reason, imposed_by, imposed_at)
        SELECT account_id, 'suspension', 'x', account_id, now() FROM members WHERE handle = 'alice'"""
    session.execute(text(suspension))
    session.commit()
    held = app_for(SERVICE).extensions["suspended"]
    held.forget()

    pages = [alice.get(path) for path in (meeting, f"{meeting}/meeting.ics", f"/iag/calendar/{address}.ics")]
    held.forget()

    assert [page.status_code for page in pages] == [200, 200, 404]
    assert not any(str(FORM["online_url"]) in page.text for page in pages)


def test_a_document_is_removed_after_a_question(session: Session, meeting: str, secretary: Browser) -> None:
    secretary.post(f"{meeting}/documents", data={"title": "Official"})
    links = secretary.get(meeting).text.split(f'href="{meeting}/documents/')
    removal = next(part.partition('"')[0] for part in links if part.partition('"')[0].endswith("removal"))

    assert "Remove this document?" in secretary.get(f"{meeting}/documents/{removal}").text
    assert secretary.post(f"{meeting}/documents/{removal}").status_code == 303

    assert secretary.get(f"{meeting}/documents/{removal}").status_code == 404


def test_a_meeting_has_a_topic_in_the_forum_of_the_group(
    session: Session, meeting: str, secretary: Browser, alice: Browser, as_: As
) -> None:
    answer = secretary.post(f"{meeting}/discussion")

    assert "The figures of the year." in alice.get(answer.location, follow_redirects=True).text
    assert "1 post" in alice.get(meeting).text
    assert "Discussion" not in as_(EVE).get(meeting).text
    assert secretary.post(f"{meeting}/discussion").status_code == 409
    assert session.scalars(select(Meeting.topic_id)).one()


def test_who_is_silent_is_asked_once_three_weeks_before(
    session: Session, meeting: str, alice: Browser
) -> None:
    alice.post(f"{meeting}/answers", data={"answer": "yes"})
    parts = app_for(SERVICE).extensions["corridor"]
    assert not remind_invited(parts.sessions, parts.settings)

    with time_machine.travel(clock.now() + timedelta(days=25)):
        assert remind_invited(parts.sessions, parts.settings)
        assert not remind_invited(parts.sessions, parts.settings)

    assert told(session)[-1] == ("reminder_meeting_answer", 1)


def _on(days: int) -> dict[str, str]:
    day = (clock.now() + timedelta(days=days)).date().isoformat()
    return {"starts_on": day, "ends_on": day}


def test_who_is_invited_shortly_before_is_not_asked_twice(session: Session, secretary: Browser) -> None:
    secretary.post("/iag/meetings", data=FORM | _on(10))
    parts = app_for(SERVICE).extensions["corridor"]

    assert not remind_invited(parts.sessions, parts.settings)
    assert told(session) == [("reminder_meeting", 2)]


def test_for_a_day_much_later_the_silent_are_asked_again(
    session: Session, meeting: str, secretary: Browser
) -> None:
    parts = app_for(SERVICE).extensions["corridor"]
    with time_machine.travel(clock.now() + timedelta(days=25)):
        assert remind_invited(parts.sessions, parts.settings)

    secretary.post(f"{meeting}/edit", data=FORM | _on(80))

    with time_machine.travel(clock.now() + timedelta(days=65)):
        assert remind_invited(parts.sessions, parts.settings)
    assert [what for what, _count in told(session)].count("reminder_meeting_answer") == 2


def test_what_is_not_there_is_not_found(client: Browser, alice: Browser) -> None:
    assert client.get("/iag/meetings/none").status_code == 404
    assert client.get("/iag/calendar/nonsense.ics").status_code == 404
    assert alice.post("/iag/meetings/none/answers", data={"answer": "yes"}).status_code == 404
    assert client.get("/iag/meetings").status_code == 303
