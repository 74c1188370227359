"""One file of all that was collected: JSON for programs, a page for people."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from flask import render_template

from account_service.my_data.models import DataPart

Collected = dict[str, dict[str, list[dict[str, Any]]]]


def pack(parts: Iterable[DataPart], *, name: str) -> bytes:
    """A ZIP with a folder for each service, a file for each table, and index.html over all."""
    collected = _by_table(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for service, tables in collected.items():
            for table, records in tables.items():
                archive.writestr(f"{service}/{table}.json", _json(records))
        page = render_template("my_data/file.html", collected=collected, name=name)
        archive.writestr("index.html", page)
    return out.getvalue()


def _by_table(parts: Iterable[DataPart]) -> Collected:
    collected: Collected = {}
    for part in parts:
        collected.setdefault(part.service, {}).setdefault(part.name, []).extend(part.records)
    return collected


def _json(records: list[dict[str, Any]]) -> str:
    return json.dumps(records, ensure_ascii=False, indent=1)
