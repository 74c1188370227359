"""Who is invited to a meeting, and what a meeting must be."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _

from corridor.auth.roles import IAG_MEMBER, SECRETARIAT
from forum_service.boards.rules import opens_to

ANSWERS = ("yes", "remote", "no")
# A meeting, not a calendar of a year.
LONGEST_DAYS = 31
# Time enough to ask for leave and to book a journey: those who have not answered by then are asked again.
AHEAD = timedelta(days=21)
# What calendars show; a change of the rest is no news to them.
SHOWN_BY_CALENDARS = (
    "title",
    "place",
    "starts_on",
    "ends_on",
    "starts_time",
    "ends_time",
    "time_zone",
    "online_url",
    "summary",
)
WHEN_AND_WHERE = ("place", "starts_on", "ends_on", "starts_time", "ends_time", "time_zone", "online_url")
GROUP_ONLY = (IAG_MEMBER,)


def invited_to(invited: Collection[str], roles: Collection[str]) -> bool:
    """Whether holders of `roles` are asked to come; without a list it is the advisory group."""
    return opens_to(invited or GROUP_ONLY, roles)


def may_prepare(roles: Collection[str]) -> bool:
    """Whether somebody prepares meetings."""
    return opens_to((SECRETARIAT,), roles)


def time_zones() -> list[str]:
    """The zones that meetings can be in: those of places, and UTC."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ["UTC", *sorted(zone for zone in available_timezones() if zone.startswith(areas))]


def what_is_wrong(data: dict[str, Any]) -> dict[str, str]:
    """By field, what cannot be."""
    first: date = data["starts_on"]
    last: date = data["ends_on"]
    begins: time | None = data["starts_time"]
    ends: time | None = data["ends_time"]
    wrong: dict[str, str] = {}
    if last < first:
        wrong["ends_on"] = _("The last day comes before the first.")
    elif (last - first).days >= LONGEST_DAYS:
        wrong["ends_on"] = _("A meeting lasts at most %(count)s days.", count=LONGEST_DAYS)
    if not 2000 <= first.year <= 2100:
        wrong["starts_on"] = _("This day is too far away.")
    if (begins is None) != (ends is None):
        wrong["ends_time"] = _("Give both hours, or none.")
    elif begins and ends and ends <= begins:
        wrong["ends_time"] = _("The day ends before it begins.")
    return wrong
