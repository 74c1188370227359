"""This service, as the library sees it."""

from typing import Any

from account_service import models
from account_service.cli import COMMANDS
from account_service.consumers import HANDLERS
from account_service.schedule import SCHEDULE
from account_service.settings import AccountSettings
from corridor.service import Service


def _create_app(settings: Any) -> Any:
    # The web part is imported where pages are served: a worker needs none of it.
    from account_service.app import create_app

    return create_app(settings)


def _seed(*args: Any, **options: Any) -> None:
    from account_service.seed import seed

    seed(*args, **options)


SERVICE = Service(
    name="account",
    package="account_service",
    prefixes=("/account",),
    create_app=_create_app,
    metadata=models.METADATA,
    handlers=HANDLERS,
    schedule=SCHEDULE,
    settings=AccountSettings,
    seed=_seed,
    commands=COMMANDS,
)
