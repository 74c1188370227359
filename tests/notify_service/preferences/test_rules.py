"""When a digest is due, when it is quiet, and which channel a thing takes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify_service.inbox.rules import KINDS
from notify_service.preferences.modes import MODES, channels_of, mode_of
from notify_service.preferences.rules import (
    channel_for,
    default_channel,
    is_quiet_day,
    leave_quiet,
    next_digest,
)

ZONES = [
    "UTC",
    "Africa/Nairobi",
    "Europe/Rome",
    "America/Toronto",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Asia/Amman",
]
ZONES += ["America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "nowhere/else", ""]
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.integers(0, 23)


def _next(after, *, rhythm="daily", hour=7, weekday=0, zone="Europe/Rome"):
    return next_digest(after, rhythm=rhythm, hour=hour, weekday=weekday, zone=zone)


def test_a_daily_digest_comes_at_the_local_hour():
    assert _next(datetime(2026, 11, 23, 12, tzinfo=UTC)) == datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert _next(datetime(2026, 7, 23, 12, tzinfo=UTC)) == datetime(2026, 7, 24, 5, tzinfo=UTC)


def test_the_moment_it_is_due_the_next_one_is_tomorrow():
    due = datetime(2026, 11, 24, 6, tzinfo=UTC)

    assert _next(due) == due + timedelta(days=1)


def test_an_hour_the_clock_skips_falls_after_the_gap():
    # On 29 March 2026 Rome goes from 02:00 to 03:00.
    due = _next(datetime(2026, 3, 28, 12, tzinfo=UTC), hour=2)

    assert due == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert _next(due, hour=2) == datetime(2026, 3, 30, 0, tzinfo=UTC)


def test_an_hour_the_clock_repeats_counts_once():
    # On 25 October 2026 Rome goes from 03:00 back to 02:00.
    first = _next(datetime(2026, 10, 24, 12, tzinfo=UTC), hour=2)

    assert first == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert _next(first, hour=2) == datetime(2026, 10, 26, 1, tzinfo=UTC)


def test_a_weekly_digest_comes_on_its_day():
    friday = _next(datetime(2026, 11, 23, 12, tzinfo=UTC), rhythm="weekly", weekday=4)

    assert friday == datetime(2026, 11, 27, 6, tzinfo=UTC)


def test_never_is_never():
    assert _next(datetime(2026, 11, 23, tzinfo=UTC), rhythm="never") is None


@given(moments, hours, st.sampled_from(ZONES))
def test_every_local_day_has_one_digest(after, hour, zone):
    place = ZoneInfo(zone) if "/" in zone and zone != "nowhere/else" else ZoneInfo("UTC")
    dues = [_next(after, hour=hour, zone=zone)]
    for _day in range(8):
        dues.append(_next(dues[-1], hour=hour, zone=zone))

    assert dues[0] > after
    days = [due.astimezone(place).date() for due in dues]
    assert days == [days[0] + timedelta(days=n) for n in range(9)]


@given(moments, hours, st.integers(0, 6), st.sampled_from(ZONES))
def test_a_weekly_digest_is_never_more_than_eight_days_away(after, hour, weekday, zone):
    due = _next(after, rhythm="weekly", hour=hour, weekday=weekday, zone=zone)

    assert after < due <= after + timedelta(days=7, hours=2)


@pytest.mark.parametrize(
    ("hour", "until"),
    [(21, (23, 21)), (22, (24, 7)), (23, (24, 7)), (0, (23, 7)), (6, (23, 7)), (7, (23, 7)), (12, (23, 12))],
)
def test_quiet_hours_run_over_midnight(hour, until):
    moment = datetime(2026, 11, 23, hour, tzinfo=UTC)
    day, end = until

    assert leave_quiet(moment, start=22, end=7, zone="UTC") == datetime(2026, 11, day, end, tzinfo=UTC)


def test_no_quiet_hours_no_waiting():
    moment = datetime(2026, 11, 23, 3, tzinfo=UTC)

    assert leave_quiet(moment, start=None, end=None, zone="UTC") == moment
    assert leave_quiet(moment, start=5, end=5, zone="UTC") == moment


@given(moments, hours, hours, st.sampled_from(ZONES))
def test_after_the_quiet_hours_it_is_not_quiet(moment, start, end, zone):
    awake = leave_quiet(moment, start=start, end=end, zone=zone)

    assert moment <= awake <= moment + timedelta(hours=25)
    assert leave_quiet(awake, start=start, end=end, zone=zone) == awake


def test_a_forum_may_differ_from_the_rest():
    choices = {("forum_reply", ""): "site", ("forum_reply", "cooperation"): "mail", ("mention", ""): "digest"}

    assert channel_for("forum_reply", "cooperation", choices, rhythm="daily") == "mail"
    assert channel_for("forum_reply", "knowledge", choices, rhythm="daily") == "site"
    assert channel_for("mention", "cooperation", choices, rhythm="daily") == "digest"


def test_without_a_digest_its_things_stay_on_the_site():
    assert channel_for("forum_topic", "", {}, rhythm="never") == "site"


WEEKEND = 0b1100000


def test_quiet_days_run_from_midnight_to_midnight_of_the_reader():
    friday_night = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)  # Saturday morning in Manila

    awake = leave_quiet(friday_night, start=None, end=None, zone="Asia/Manila", quiet_days=WEEKEND)

    assert awake == datetime(2026, 11, 29, 16, tzinfo=UTC)
    assert leave_quiet(friday_night, start=None, end=None, zone="UTC", quiet_days=WEEKEND) == friday_night


@given(moments, hours, hours, st.integers(0, 126), st.sampled_from(ZONES))
def test_after_quiet_hours_and_days_it_is_neither(moment, start, end, days, zone):
    awake = leave_quiet(moment, start=start, end=end, zone=zone, quiet_days=days)

    assert moment <= awake <= moment + timedelta(days=8)
    assert leave_quiet(awake, start=start, end=end, zone=zone, quiet_days=days) == awake


@given(moments, hours, st.integers(0, 126), st.sampled_from(ZONES))
def test_no_daily_digest_comes_on_a_quiet_day(after, hour, days, zone):
    due = next_digest(after, rhythm="daily", hour=hour, weekday=0, zone=zone, quiet_days=days)

    place = ZoneInfo(zone) if "/" in zone and zone != "nowhere/else" else ZoneInfo("UTC")
    assert not is_quiet_day(due.astimezone(place).date(), days)
    assert after < due <= after + timedelta(days=8)


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_is_found_again_in_its_channels(mode):
    channels = channels_of(mode)

    assert mode_of(topics=channels["forum_topic"], replies=channels["forum_reply"]) == mode


@pytest.mark.parametrize(
    ("roles", "kind", "channel"),
    [
        ([], "case", "mail"),
        (["focal_point:KE"], "need", "mail"),
        (["secretariat"], "case", "digest"),
        (["secretariat"], "need", "mail"),
        (["bureau"], "need", "digest"),
        (["bureau", "party_representative:KE"], "need", "mail"),
        (["secretariat"], "thanks", "site"),
        (["secretariat"], "mention", "mail"),
    ],
)
def test_who_oversees_everything_reads_of_it_in_the_digest(roles, kind, channel):
    assert default_channel(kind, roles) == channel


@given(st.lists(st.sampled_from(["secretariat", "bureau", "expert", "centre_staff:icimod"])))
def test_a_further_role_never_makes_news_slower(roles):
    order = ["mail", "digest", "site", "none"]
    for kind in KINDS:
        more = default_channel(kind, [*roles, "expert"])
        assert order.index(more) <= order.index(default_channel(kind, roles or ["bureau"]))


def test_the_choice_for_a_topic_goes_before_that_for_its_forum():
    choices = {("forum_reply", "cooperation"): "site"}

    assert channel_for("forum_reply", "cooperation", choices, rhythm="daily", topic="mail") == "mail"
    assert channel_for("mention", "", {}, rhythm="daily", topic="site") == "site"
