"""The clock of a call and the voices in it, as plain rules."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from corridor.errors import Forbidden, Invalid
from forum_service.calls.rules import check_times, choose_key, keys_of, next_reminder

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ME = UUID(int=7)


def test_who_has_not_spoken_is_reminded_three_days_and_one_day_before() -> None:
    times = {"opens_at": NOON, "closes_at": NOON + 10 * DAY}

    first = next_reminder(**times, after=NOON)
    assert first == NOON + 7 * DAY
    second = next_reminder(**times, after=first)
    assert second == NOON + 9 * DAY
    assert next_reminder(**times, after=second) is None


def test_a_short_call_has_one_reminder_at_half_time() -> None:
    closes = NOON + timedelta(hours=4)

    assert next_reminder(opens_at=NOON, closes_at=closes, after=NOON) == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (-2 * DAY, DAY),
        (DAY, DAY),
        (0 * DAY, timedelta(minutes=5)),
        (0 * DAY, 400 * DAY),
        (400 * DAY, 410 * DAY),
    ],
)
def test_times_that_leave_no_room_are_refused(opens: timedelta, closes: timedelta) -> None:
    with pytest.raises(Invalid):
        check_times(opens_at=NOON + opens, closes_at=NOON + closes, now=NOON)


def test_a_party_speaks_by_its_focal_point_and_its_representative() -> None:
    roles = {"focal_point:KE", "party_representative:KE", "expert"}

    assert keys_of("party", account_id=ME, organisation="", roles=roles) == {"KE": "KE"}
    assert keys_of("party", account_id=ME, organisation="", roles={"expert"}) == {}


def test_an_organisation_is_one_however_it_is_spaced_and_cased() -> None:
    one = keys_of("organisation", account_id=ME, organisation=" Museum  of Nairobi", roles=())
    two = keys_of("organisation", account_id=ME, organisation="MUSEUM of Nairobi", roles=())

    assert one.keys() == two.keys()


def test_who_speaks_for_two_parties_chooses_one() -> None:
    keys = {"KE": "KE", "UG": "UG"}

    assert choose_key(keys, "UG") == "UG"
    for wanted in (None, "TZ", ""):
        with pytest.raises(Invalid):
            choose_key(keys, wanted)
    with pytest.raises(Forbidden):
        choose_key({}, "KE")
