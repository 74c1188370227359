"""Imports go one way: views | api | consumers | cli -> actions | queries -> rules -> models."""

import pytest

from tests.architecture.sources import SERVICES, Source, sources

EDGE = frozenset({"views", "api", "consumers", "cli", "schedule", "app", "service"})
# What each room may not import from its own service.
ABOVE = {
    "actions": EDGE,
    "queries": EDGE | {"actions"},
    "rules": EDGE | {"actions", "queries"},
    "models": EDGE | {"actions", "queries", "rules"},
}
# What each room may not import from outside. flask_babel only marks strings and is let through.
OUTSIDE = {
    "actions": ("flask",),
    "queries": ("flask",),
    "rules": ("flask", "sqlalchemy", "corridor.db", "corridor.clock", "corridor.web", "requests"),
    "models": ("flask", "corridor.web", "corridor.messaging.outbox"),
}


@pytest.mark.parametrize("source", sources("services"), ids=str)
def test_a_service_imports_no_other_service(source: Source) -> None:
    others = {name.partition(".")[0] for name in source.imports} & set(SERVICES)

    assert others <= {source.package}


@pytest.mark.parametrize("source", sources("shared"), ids=str)
def test_the_library_imports_no_service(source: Source) -> None:
    assert not {name.partition(".")[0] for name in source.imports} & {*SERVICES, "allinone"}


@pytest.mark.parametrize(
    "source", [source for source in sources("services") if source.room in ABOVE], ids=str
)
def test_a_room_imports_nothing_from_above(source: Source) -> None:
    own = (name for name in source.imports if name.startswith(f"{source.package}."))
    above = {name for name in own if ABOVE[source.room] & set(name.split(".")[1:])}

    assert not above


@pytest.mark.parametrize(
    "source", [source for source in sources("services") if source.room in OUTSIDE], ids=str
)
def test_a_room_imports_nothing_that_is_not_its_business(source: Source) -> None:
    foreign = {name for name in source.imports for banned in OUTSIDE[source.room] if _within(name, banned)}

    assert not foreign


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
