"""Matchmaking as a deployable."""

from typing import Any

from corridor.service import Service
from matchmaking_service.cli import COMMANDS
from matchmaking_service.consumers import HANDLERS
from matchmaking_service.db import Base
from matchmaking_service.schedule import SCHEDULE


def _create_app(settings: Any) -> Any:
    # The web part is imported where pages are served: a worker needs none of it.
    from matchmaking_service.app import create_app

    return create_app(settings)


def _seed(*args: Any, **options: Any) -> None:
    from matchmaking_service.seed import seed

    seed(*args, **options)


SERVICE = Service(
    name="matchmaking",
    package="matchmaking_service",
    prefixes=("/match",),
    create_app=_create_app,
    metadata=Base.metadata,
    handlers=HANDLERS,
    schedule=SCHEDULE,
    seed=_seed,
    commands=COMMANDS,
)
