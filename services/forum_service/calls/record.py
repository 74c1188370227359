"""The record of a call as a table for other programs."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row

HEAD = (
    "voice",
    "name",
    "organisation",
    "country",
    "stance",
    "reason",
    "spoken_at",
    "replaced_at",
)
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def record_as_csv(call: Row[Any], voices: Sequence[Row[Any]]) -> str:
    """Every voice, also the replaced ones; the byte-order mark tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([_plain(value) for value in _values(call, voice)] for voice in voices)
    return "\ufeff" + out.getvalue()


def _values(call: Row[Any], voice: Row[Any]) -> Iterator[str]:
    yield voice.label if call.speaks != "person" else voice.name
    yield from (voice.name, voice.organisation, voice.country, voice.stance, voice.reason)
    yield voice.spoken_at.isoformat(timespec="seconds")
    yield voice.replaced_at.isoformat(timespec="seconds") if voice.replaced_at else ""


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
