"""A consensus call from its opening to its outcome."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, CHARLIE, MOD, persona
from corridor.testing.browser import Browser
from forum_service.boards.models import Board
from forum_service.calls.models import Call, Voice
from forum_service.calls.queries import voices_of
from forum_service.sanctions.models import Sanction
from forum_service.topics.models import Topic
from tests.forum_service.calls.conftest import Later, OpenCall
from tests.forum_service.conftest import As, Open
from tests.forum_service.moving_time import NOON

GRACE = persona("grace", "focal_point:KE")
PETER = persona("peter", "party_representative:KE")
DAY = timedelta(days=1)
SUPPORT = {"stance": "support"}


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def test_those_who_have_a_voice_are_told_when_a_call_opens(open_call: OpenCall, know, told) -> None:
    know(BOB, CHARLIE)

    open_call()

    assert told("call_opened") == [str(BOB.account_id)]


def test_a_call_to_come_opens_by_the_clock(open_call: OpenCall, bob: Browser, later: Later, told) -> None:
    path = open_call(opens_at="2026-11-03T12:00")
    assert bob.post(f"{path}/voices", data=SUPPORT).status_code == 409
    assert told("call_opened") == []

    later(DAY)

    assert told("call_opened") == [str(BOB.account_id)]
    assert bob.post(f"{path}/voices", data=SUPPORT).status_code == 303


def test_one_speaks_once_and_may_think_again(open_call: OpenCall, bob: Browser, session: Session) -> None:
    path = open_call()

    bob.post(f"{path}/voices", data={"stance": "objection", "reason": "Too vague"})
    bob.post(f"{path}/voices", data=SUPPORT)

    assert session.scalars(select(Voice.stance).where(Voice.replaced_at.is_(None))).all() == ["support"]
    page = _text(bob.get(path))
    assert "Too vague" in page
    assert "Replaces 1 earlier statement" in page


def test_the_same_words_again_are_no_replacement(open_call: OpenCall, bob: Browser, session: Session) -> None:
    path = open_call()

    bob.post(f"{path}/voices", data=SUPPORT)
    bob.post(f"{path}/voices", data=SUPPORT)

    assert len(session.scalars(select(Voice)).all()) == 1


@pytest.mark.parametrize("stance", ["concern", "objection"])
def test_who_does_not_agree_says_why(stance: str, open_call: OpenCall, bob: Browser) -> None:
    path = open_call()

    answer = bob.post(f"{path}/voices", data={"stance": stance, "reason": "  "})

    assert answer.status_code == 422
    assert "Please say why" in _text(answer)


def test_a_delegation_has_one_voice_and_its_second_speaker_replaces_it_openly(
    open_call: OpenCall, as_: As, session: Session, told
) -> None:
    path = open_call(speaks="party")
    grace, peter = as_(GRACE), as_(PETER)
    grace.post(f"{path}/voices", data=SUPPORT)

    assert "Grace has spoken already" in _text(peter.get(path))
    peter.post(f"{path}/voices", data={"stance": "concern", "reason": "Ask the museums"})

    assert session.scalars(select(Voice.key).where(Voice.replaced_at.is_(None))).all() == ["KE"]
    page = _text(grace.get(path))
    assert "Peter" in page
    assert "Grace" in page.partition("Replaces 1 earlier statement")[2]
    assert told("call_replaced") == [str(GRACE.account_id)]


def test_who_has_no_voice_reads_along(open_call: OpenCall, bob: Browser) -> None:
    path = open_call(speaks="party")

    assert "you have no voice of your own" in _text(bob.get(path))
    assert bob.post(f"{path}/voices", data=SUPPORT).status_code == 403


def test_who_was_silenced_has_no_voice_for_a_while(
    open_call: OpenCall, bob: Browser, session: Session
) -> None:
    path = open_call()
    measure = {"account_id": BOB.account_id, "kind": "silence", "reason": "A week to cool down"}
    session.add(Sanction(**measure, imposed_by=MOD.account_id, imposed_at=NOON))
    session.commit()

    answer = bob.post(f"{path}/voices", data=SUPPORT)

    assert answer.status_code == 403
    assert "A week to cool down" in _text(answer)


def test_readers_of_a_second_forum_have_a_voice(
    open_topic: Open, alice: Browser, as_: As, know, told
) -> None:
    expert = persona("eve", "expert")
    know(expert)
    open_topic("The terms of reference", "iag")
    alice.post("/forum/t/1/second-forum", data={"forum": "knowledge"})

    form = {"title": "The terms", "raw": "As drafted", "closes_at": "2026-11-12T12:00"}
    path = alice.post("/forum/t/1/calls", data=form).headers["Location"]

    assert told("call_opened") == [str(expert.account_id)]
    assert as_(expert).post(f"{path}/voices", data=SUPPORT).status_code == 303


def test_only_the_silent_are_reminded(open_call: OpenCall, as_: As, later: Later, know, told) -> None:
    know(BOB, MOD)
    path = open_call()
    as_(BOB).post(f"{path}/voices", data=SUPPORT)

    later(8 * DAY)

    assert told("call_closing") == sorted([str(ALICE.account_id), str(MOD.account_id)])
    later(timedelta(hours=1))
    assert len(told("call_closing")) == 2


def test_a_party_that_has_spoken_is_not_reminded(
    open_call: OpenCall, as_: As, later: Later, know, told
) -> None:
    other = persona("ugo", "focal_point:UG", country="UG")
    know(GRACE, PETER, other)
    path = open_call(speaks="party")
    as_(GRACE).post(f"{path}/voices", data=SUPPORT)

    later(8 * DAY)

    assert told("call_closing") == [str(other.account_id)]


def test_a_call_closes_by_the_clock(open_call: OpenCall, bob: Browser, noon, later: Later, told) -> None:
    path = open_call()
    bob.post(f"{path}/voices", data=SUPPORT)
    noon.shift(10 * DAY)

    assert bob.post(f"{path}/voices", data={"stance": "concern", "reason": "Late"}).status_code == 409

    later(timedelta(0))
    assert told("call_closed") == sorted([str(ALICE.account_id), str(BOB.account_id)])


def test_the_outcome_is_a_post_that_stays_in_sight(
    open_call: OpenCall, alice: Browser, bob: Browser, later: Later, session: Session
) -> None:
    path = open_call()
    bob.post(f"{path}/voices", data={"stance": "concern", "reason": "Ask the museums"})
    assert alice.post(f"{path}/outcome", data={"decision": "adopted", "raw": "Done"}).status_code == 409
    later(10 * DAY)

    draft = _text(alice.get(f"{path}/outcome"))
    assert "1 of 2 members spoke" in draft
    assert "Ask the museums" in draft
    answer = alice.post(f"{path}/outcome", data={"decision": "adopted_with_concerns", "raw": "We use it."})

    assert answer.headers["Location"].endswith("/1/2")
    assert session.scalars(select(Topic.panels)).one() == [
        {"kind": "call", "id": 1, "title": "The indicator", "post": 2}
    ]
    assert "Adopted, with the concerns noted" in _text(bob.get(f"{path}/panel"))
    assert alice.post(f"{path}/outcome", data={"decision": "adopted", "raw": "Again"}).status_code == 409


def test_an_extension_says_why_and_opens_the_call_again(
    open_call: OpenCall, alice: Browser, bob: Browser, later: Later, told
) -> None:
    path = open_call()
    later(10 * DAY)
    assert alice.post(f"{path}/extension", data={"closes_at": "2026-11-20T12:00"}).status_code == 422
    earlier = {"closes_at": "2026-11-12T12:00", "reason": "x"}
    assert alice.post(f"{path}/extension", data=earlier).status_code == 422

    more = {"closes_at": "2026-11-20T12:00", "reason": "Holidays in many countries"}
    assert alice.post(f"{path}/extension", data=more).status_code == 303

    assert "Holidays in many countries" in _text(bob.get(path))
    assert told("call_extended") == [str(BOB.account_id)]
    assert bob.post(f"{path}/voices", data=SUPPORT).status_code == 303


def test_a_withdrawn_call_is_over(
    open_call: OpenCall, alice: Browser, bob: Browser, session: Session, know, told
) -> None:
    know(BOB)
    path = open_call()

    alice.post(f"{path}/withdrawal", data={"reason": "A better text is on its way"})

    assert "A better text is on its way" in _text(bob.get(path))
    assert bob.post(f"{path}/voices", data=SUPPORT).status_code == 409
    assert session.scalars(select(Topic.panels)).one() == []
    assert told("call_withdrawn") == [str(BOB.account_id)]
    assert path in _text(bob.get("/forum/calls"))


def test_nobody_hears_that_a_call_to_come_is_withdrawn(
    open_call: OpenCall, alice: Browser, know, told
) -> None:
    know(BOB)
    path = open_call(opens_at="2026-11-03T12:00")

    alice.post(f"{path}/withdrawal", data={"reason": "A better text is on its way"})

    assert told("call_withdrawn") == []


def test_the_own_voice_is_found_among_very_many(
    open_call: OpenCall, bob: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = open_call()
    bob.post(f"{path}/voices", data=SUPPORT)
    monkeypatch.setitem(voices_of.__kwdefaults__, "size", 0)

    assert "Replace what was said" in _text(bob.get(path))


def test_the_author_of_a_topic_may_call_where_the_forum_allows_it(
    open_topic: Open, alice: Browser, bob: Browser, as_: As, session: Session
) -> None:
    open_topic()
    assert alice.get("/forum/t/1/calls/new").status_code == 200
    assert bob.get("/forum/t/1/calls/new").status_code == 403
    assert "Open a consensus call" in _text(alice.get("/forum/t/1/more"))

    session.query(Board).update({"authors_call": False})
    session.commit()

    assert alice.get("/forum/t/1/calls/new").status_code == 403
    assert as_(MOD).get("/forum/t/1/calls/new").status_code == 200


def test_times_are_shown_in_the_zone_of_the_reader_and_in_utc(open_call: OpenCall, as_: As) -> None:
    path = open_call()
    nairobi = as_(replace(BOB, time_zone="Africa/Nairobi"))

    page = _text(nairobi.get(path))
    assert "12 Nov 2026, 15:00 +0300" in page
    assert "(12:00 UTC)" in page


def test_the_record_is_a_table_without_formulas(open_call: OpenCall, bob: Browser) -> None:
    path = open_call()
    bob.post(f"{path}/voices", data={"stance": "concern", "reason": "=HYPERLINK(1)"})

    answer = bob.get(f"{path}/record.csv")

    assert answer.mimetype == "text/csv"
    assert "Bob,Bob,Bob Institute,KE,concern,'=HYPERLINK(1)" in _text(answer)


def test_open_calls_are_listed_with_who_has_not_spoken(open_call: OpenCall, bob: Browser) -> None:
    path = open_call()

    assert "you have not spoken yet" in _text(bob.get("/forum/calls"))
    bob.post(f"{path}/voices", data=SUPPORT)
    assert "your voice is heard" in _text(bob.get("/forum/calls"))


@pytest.mark.parametrize("suffix", ["", "/panel", "/record.csv", "/extension", "/outcome"])
def test_a_call_is_seen_by_who_sees_its_topic(
    suffix: str, open_call: OpenCall, as_: As, session: Session
) -> None:
    path = open_call()
    session.query(Topic).update({"audience": [ALICE.account_id]})
    session.commit()

    assert as_(MOD).get(path + suffix).status_code == 404
    assert "The indicator" not in _text(as_(MOD).get("/forum/calls"))


@pytest.mark.parametrize(
    "moment", ["", "soon", "2026-11-12", "9999-12-31T23:59", "0001-01-01T00:00", "2026-11-02T12:10"]
)
def test_what_is_no_time_to_close_is_said_at_the_box(
    moment: str, open_topic: Open, alice: Browser, noon
) -> None:
    open_topic()
    form = {"title": "The indicator", "raw": "We use it.", "closes_at": moment}

    answer = alice.post("/forum/t/1/calls", data=form)

    assert answer.status_code == (303 if moment == "2026-11-12" else 422)
    assert moment == "2026-11-12" or "We use it." in _text(answer)


def test_sent_twice_a_voice_is_raised_once(open_call: OpenCall, bob: Browser, session: Session) -> None:
    path = open_call()
    form = {**SUPPORT, "_key": "one-form"}

    assert [bob.post(f"{path}/voices", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(session.scalars(select(Voice)).all()) == 1
    assert session.scalars(select(Call.id)).all() == [1]
