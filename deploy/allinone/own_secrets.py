"""Secrets of a machine that has none given: made once, kept under `var/`, readable by the owner only."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAMES = ("CORRIDOR_SECRET_KEY", "CORRIDOR_INTERNAL_SECRET")


def secrets_of(var: Path) -> Mapping[str, str]:
    """The secrets of this house, as settings; the same at each start."""
    path = var / "secrets.json"
    if not path.exists():
        _write(path, {name: secrets.token_urlsafe(32) for name in NAMES})
    known: Mapping[str, str] = json.loads(path.read_text())
    return known


def _write(path: Path, values: Mapping[str, str]) -> None:
    # Written aside and moved into place: a start killed half way leaves no half file behind.
    aside = path.with_suffix(".new")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(values, file)
    aside.replace(path)
