"""The services of this house, in the order in which they are migrated and seeded."""

import os
from collections.abc import Mapping

from account_service.service import SERVICE as ACCOUNT
from forum_service.service import SERVICE as FORUM
from matchmaking_service.service import SERVICE as MATCHMAKING
from notify_service.service import SERVICE as NOTIFY

from corridor.service import Service
from corridor.settings import Settings

SERVICES: tuple[Service, ...] = (ACCOUNT, FORUM, MATCHMAKING, NOTIFY)


def settings_of(service: Service, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of one service, from the environment that the supervisor made for its children."""
    return service.settings.from_env(service.name, environ)
