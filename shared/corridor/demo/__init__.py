"""The people of the demo world, the same in every service and on every machine."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from corridor.ids import demo_id

PASSWORD = "corridor-demo"  # noqa: S105  printed by bin/run; the demo world is never loaded in production
# The secretariat's key for trying the matchmaking API; well-formed, as everybody can read here.
API_KEY = "corridor_DemoDemo_ThisKeyIsPrintedByBinRunOfCorrid2Tu1bu"
API_KEY_OWNER = "helen.marsh"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A demo account; `roles` as in corridor.auth.roles, e.g. ("focal_point:KE", "expert")."""

    handle: str
    name: str
    email: str
    organisation: str
    country: str
    languages: list[str]
    ui_language: str
    time_zone: str
    roles: tuple[str, ...]

    @property
    def account_id(self) -> UUID:
        return demo_id("account", self.handle)


@cache
def people() -> tuple[Person, ...]:
    """All demo accounts; each role of the house is held by somebody, and one has none."""
    text = files("corridor").joinpath("demo/people.csv").read_text(encoding="utf-8")
    return tuple(_person(row) for row in csv.DictReader(text.splitlines()))


def person(handle: str) -> Person:
    """The demo account with this handle; KeyError if there is none."""
    return {one.handle: one for one in people()}[handle]


def _person(row: dict[str, str]) -> Person:
    lists = {"languages": row["languages"].split(), "roles": tuple(row["roles"].split())}
    return Person(**{**row, **lists})  # type: ignore[arg-type]
