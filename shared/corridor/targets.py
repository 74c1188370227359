"""The four goals and 23 targets of the Kunming-Montreal Global Biodiversity Framework."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Target:
    """A goal or target under the Secretariat's identifier, e.g. GBF-TARGET-20."""

    identifier: str
    kind: str
    number: str
    title: str


@cache
def all_targets() -> tuple[Target, ...]:
    """Goals A to D, then targets 1 to 23."""
    text = files("corridor").joinpath("data/gbf_targets.csv").read_text(encoding="utf-8")
    return tuple(
        Target(
            identifier=row["identifier"], kind=row["kind"], number=row["number"], title=row["short_title_en"]
        )
        for row in csv.DictReader(text.splitlines())
    )
