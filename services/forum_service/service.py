"""The forum as a deployable."""

from typing import Any

from corridor.service import Service
from forum_service.cli import COMMANDS
from forum_service.consumers import HANDLERS
from forum_service.models import Board
from forum_service.schedule import JOBS
from forum_service.settings import ForumSettings


def _create_app(settings: Any) -> Any:
    # The web part is imported where pages are served: a worker needs none of it.
    from forum_service.app import create_app

    return create_app(settings)


def _seed(*args: Any, **options: Any) -> None:
    from forum_service.seed import seed

    seed(*args, **options)


SERVICE = Service(
    name="forum",
    package="forum_service",
    prefixes=("/", "/iag", "/forum"),
    create_app=_create_app,
    metadata=Board.metadata,
    handlers=HANDLERS,
    settings=ForumSettings,
    schedule=JOBS,
    seed=_seed,
    commands=COMMANDS,
)
