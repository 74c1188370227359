"""What tests of the house are made of; `corridor.testing.plugin` (a pytest plugin) tells how to use it.

Names are imported on first use: a test of a pure rule pays for no web frame and no database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corridor.testing.apps import app_for, client_for, settings_for
    from corridor.testing.browser import Browser
    from corridor.testing.databases import DATABASES, new_database, service_named
    from corridor.testing.delivery import deliver
    from corridor.testing.fixtures import service_fixtures
    from corridor.testing.personas import ALICE, BOB, CHARLIE, MOD, SECRETARY, persona
    from corridor.testing.signing_in import add_member, sign_in

_HOMES = {
    "apps": ("app_for", "client_for", "settings_for"),
    "browser": ("Browser",),
    "databases": ("DATABASES", "new_database", "service_named"),
    "delivery": ("deliver",),
    "fixtures": ("service_fixtures",),
    "personas": ("ALICE", "BOB", "CHARLIE", "MOD", "SECRETARY", "persona"),
    "signing_in": ("add_member", "sign_in"),
}

__all__ = [
    "ALICE",
    "BOB",
    "CHARLIE",
    "DATABASES",
    "MOD",
    "SECRETARY",
    "Browser",
    "add_member",
    "app_for",
    "client_for",
    "deliver",
    "new_database",
    "persona",
    "service_fixtures",
    "service_named",
    "settings_for",
    "sign_in",
]


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"corridor.testing.{module}"), name)
    raise AttributeError(name)
