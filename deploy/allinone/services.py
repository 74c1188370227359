"""The services of this house, in the order in which they are migrated and seeded."""

import os
from collections.abc import Mapping

from account_service.service import SERVICE as ACCOUNT
from corridor.service import Service
from corridor.settings import Settings
from corridor.web.frame import PREFIXES
from forum_service.service import SERVICE as FORUM
from matchmaking_service.service import SERVICE as MATCHMAKING
from notify_service.service import SERVICE as NOTIFY

__all__ = ["ACCOUNT", "FORUM", "SERVICES", "health_paths", "settings_of"]

SERVICES: tuple[Service, ...] = (ACCOUNT, FORUM, MATCHMAKING, NOTIFY)


def health_paths() -> list[str]:
    """Where each service says whether it can work."""
    return [f"{PREFIXES[service.name]}/readyz" for service in SERVICES]


def settings_of(service: Service, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of one service, from the environment that the supervisor made for its children."""
    return service.settings.from_env(service.name, environ)
