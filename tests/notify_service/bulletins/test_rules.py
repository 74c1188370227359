"""Numbers, second persons, languages, reminders, and who is addressed."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from notify_service.bulletins import rules
from notify_service.bulletins.addressing import Addressees, choose

HELEN, DIEGO = uuid4(), uuid4()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_numbers_follow_each_other_within_a_year():
    assert rules.next_number(2026, []) == "2026-001"
    assert rules.next_number(2026, ["2025-104", "2026-009", "2026-002"]) == "2026-010"
    assert rules.next_number(2026, ["2026-1204"]) == "2026-1205"


def test_the_second_person_is_another_one():
    assert rules.may_approve(DIEGO, edited_by=HELEN, submitted_by=HELEN)
    assert not rules.may_approve(HELEN, edited_by=HELEN, submitted_by=HELEN)
    assert not rules.may_approve(DIEGO, edited_by=DIEGO, submitted_by=HELEN)
    assert not rules.may_approve(None, edited_by=HELEN, submitted_by=None)


def test_the_best_language_is_the_readers_then_english_then_the_original():
    assert rules.best_language(["fr"], {"en", "fr"}, original="en") == "fr"
    assert rules.best_language(["ru"], {"en", "fr"}, original="fr") == "en"
    assert rules.best_language(["ru"], {"fr"}, original="fr") == "fr"


def test_a_link_followed_at_once_was_followed_by_a_machine():
    assert not rules.counts_as_opened(NOW + timedelta(seconds=5), NOW)
    assert rules.counts_as_opened(NOW + timedelta(minutes=2), NOW)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 1), None),
        (date(2026, 12, 1), 30),
        (date(2026, 12, 17), 14),
        (date(2026, 12, 29), 3),
        (date(2026, 12, 31), 3),
        (date(2027, 1, 1), None),
    ],
)
def test_the_latest_reminder_whose_day_has_come_is_due(today, due):
    until = date(2026, 12, 31)

    assert rules.due_reminder(today, until, (30, 14, 3), published=date(2026, 10, 1)) == due


def test_nobody_is_reminded_of_what_has_just_come():
    until = date(2026, 12, 31)

    found = rules.due_reminder(date(2026, 12, 25), until, (30, 14, 3), published=date(2026, 12, 24))

    assert found is None


def _entry(kind, party, name, *, deputy=False, email="", organisation=""):
    return SimpleNamespace(
        id=uuid4(), kind=kind, party=party, title="", name=name, organisation=organisation,
        email=email or f"{name}@example.org", language="en", deputy=deputy,
    )  # fmt: skip


REGISTER = [
    _entry("CBD-FP1", "KE", "grace"),
    _entry("CBD-FP1", "KE", "peter", deputy=True),
    _entry("CBD-FP1", "FR", "deputy-alone", deputy=True),
    _entry("ABS-FP", "KE", "grace-too", email="grace@example.org"),
    _entry("ABS-FP", "ML", "moussa"),
    _entry("ORG", "", "iucn", organisation="IUCN"),
    _entry("ORG", "WS", "sprep", organisation="SPREP"),
]


def _names(**chosen):
    return [one.name for one in choose(REGISTER, Addressees(**chosen))]


def test_kinds_are_narrowed_by_party_and_region():
    assert _names(kinds=("CBD-FP1", "ABS-FP")) == ["deputy-alone", "grace", "peter", "moussa"]
    assert _names(kinds=("ABS-FP",), groups=("Africa",)) == ["grace-too", "moussa"]
    assert _names(kinds=("ABS-FP",), parties=("ML",)) == ["moussa"]
    assert _names(kinds=("CBD-FP1",), groups=("Africa",), parties=("FR",)) == [
        "deputy-alone",
        "grace",
        "peter",
    ]


def test_a_deputy_stands_in_where_nobody_else_holds_the_office():
    assert _names(kinds=("CBD-FP1",), deputies=False) == ["deputy-alone", "grace"]


def test_organisations_are_all_or_those_named():
    assert _names(kinds=("ORG",)) == ["sprep", "iucn"]
    assert _names(organisations=("IUCN",)) == ["iucn"]
    assert _names(kinds=("CBD-FP1",), parties=("FR",), organisations=("IUCN",)) == ["deputy-alone", "iucn"]


def test_whoever_holds_two_offices_gets_one_mail():
    (grace,) = choose(REGISTER, Addressees(kinds=("CBD-FP1", "ABS-FP"), parties=("KE",), deputies=False))

    assert [held["kind"] for held in grace.capacities] == ["CBD-FP1", "ABS-FP"]


def test_nobody_chosen_is_nobody():
    assert not Addressees(parties=("KE",)).anybody
    assert _names(parties=("KE",)) == []
