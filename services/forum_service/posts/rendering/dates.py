"""Moments that each reader sees in their own time: `[date=2026-12-01T14:00Z]`, `[date=2026-12-01]`.

Also as Discourse writes it: `[date=2026-12-01 time=14:00 timezone="Africa/Nairobi"]`. Without a zone: UTC.
Stored is the moment in UTC, readable as it is in mails and feeds; pages turn it (`in_readers_time`).
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import format_date, get_locale
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from corridor.web.moments import exact

_DATE = re.compile(
    r"\[date=\"?(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?(?P<offset>Z|[+-]\d\d:?\d\d)?)?\"?"
    r"(?P<more>(?: +[a-zA-Z]{1,20}=(?:\"[^\"\]\n]{0,60}\"|[^\s\"\]]{0,60})){0,8})\]"
)
_MORE = re.compile(r"([a-zA-Z]+)=\"?([^\"\]]*?)\"?(?= |$)")
_STORED = re.compile(r'<time class="local" datetime="([0-9TZ:-]{10,20})">([^<]{10,20})</time>')


def use_dates(markdown: MarkdownIt) -> None:
    """Teach a parser dates."""
    markdown.inline.ruler.before("link", "local_date", _read)


def _read(state: StateInline, silent: bool) -> bool:
    match = _DATE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    told = _machine_and_words(match) if match else None
    if match is None or told is None:
        return False
    if not silent:
        state.push("time_open", "time", 1).attrs = {"class": "local", "datetime": told[0]}
        state.push("text_special", "", 0).content = told[1]
        state.push("time_close", "time", -1)
    state.pos = match.end()
    return True


def _machine_and_words(match: re.Match[str]) -> tuple[str, str] | None:
    """For the attribute and for the reader; None where there is no such moment."""
    more = {name.lower(): value for name, value in _MORE.findall(match["more"])}
    clock = match["clock"] or more.get("time", "")[:5]
    try:
        if not clock:
            return (day := date.fromisoformat(match["day"]).isoformat()), day
        zone = _zone(match["offset"] or more.get("timezone", "Z"))
        moment = datetime.fromisoformat(f"{match['day']}T{clock}").replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{moment:%Y-%m-%dT%H:%MZ}", f"{moment:%Y-%m-%d %H:%M} UTC"


def _zone(name: str) -> tzinfo:
    if name in ("Z", "UTC"):
        return UTC
    if name[0:1] in ("+", "-"):
        hours, minutes = int(name[1:3]), int(name[-2:])
        return timezone((1 if name[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    if name not in _known_zones():
        raise ValueError(name)
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _known_zones() -> set[str]:
    return available_timezones()


def in_readers_time(html: str) -> str:
    """Stored HTML with its moments in the language and zone of who reads; unchanged outside of a page."""
    if 'class="local"' not in html or get_locale() is None:
        return html
    return _STORED.sub(_turned, html)


def _turned(match: re.Match[str]) -> str:
    machine, words = match.groups()
    if "T" not in machine:
        return f'<time datetime="{machine}">{format_date(date.fromisoformat(machine), "full")}</time>'
    local = exact(datetime.fromisoformat(machine.replace("Z", "+00:00")))
    return f'<time datetime="{machine}" title="{words}">{local}</time>'
