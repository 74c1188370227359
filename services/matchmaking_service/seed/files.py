"""Read the data files of the demo world."""

import tomllib
from importlib.resources import files
from typing import Any

PROVIDER_FILES = ("centres_africa", "centres_americas", "centres_asia", "centres_europe", "others")
NEED_FILES = ("needs_fr", "needs_en", "needs_es", "needs_ru", "needs_ar", "needs_zh")


def all_providers() -> list[dict[str, Any]]:
    """Every provider of the data files."""
    return [row for name in PROVIDER_FILES for row in _read(name)["provider"]]


def all_needs() -> list[dict[str, Any]]:
    """Every need of the data files, the oldest first, so that their numbers grow with time."""
    rows = [row for name in NEED_FILES for row in _read(name)["need"]]
    return sorted(rows, key=lambda row: (-row["days"], row["key"]))


def target_ids(numbers: list[int]) -> list[str]:
    """Identifiers of targets from their numbers."""
    return [f"GBF-TARGET-{number:02d}" for number in numbers]


def _read(name: str) -> dict[str, Any]:
    source = files("matchmaking_service").joinpath(f"seed/{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
