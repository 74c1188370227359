"""The list itself, data/terms.csv."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "fr", "es", "ru", "ar", "zh")


@dataclass(frozen=True, kw_only=True)
class Term:
    """One concept: the targets it belongs to, its ecosystem, and what six languages call it.

    The first name in a language is the one to show; those behind mean the same or come close.
    """

    key: str
    targets: frozenset[str]
    ecosystem: str
    names: dict[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        """The name to show."""
        return self.names.get(language, self.names["en"])[0]


@cache
def all_terms() -> dict[str, Term]:
    """The list by key."""
    source = files("corridor").joinpath("data/terms.csv").read_text(encoding="utf-8")
    return {row["concept"]: _term(row) for row in csv.DictReader(source.splitlines())}


def _term(row: dict[str, str]) -> Term:
    numbers = [number for number in row["targets"].split("|") if number]
    return Term(
        key=row["concept"],
        targets=frozenset(f"GBF-TARGET-{int(number):02d}" for number in numbers),
        ecosystem=row["ecosystem"],
        names={code: tuple(row[code].split("|")) for code in LANGUAGES},
    )
