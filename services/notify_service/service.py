"""The notification service as a deployable."""

from typing import Any

from flask import Flask

from corridor.service import Service
from notify_service.consumers import HANDLERS
from notify_service.db import Base
from notify_service.inbound.cli import lmtp
from notify_service.live.cli import live
from notify_service.schedule import SCHEDULE
from notify_service.settings import NotifySettings


def _create_app(settings: Any) -> Flask:
    # The web part is imported where pages are served: a worker needs none of it.
    from notify_service.app import create_app

    return create_app(settings)


def _seed(*args: Any, **options: Any) -> None:
    from notify_service.seed import seed

    seed(*args, **options)


SERVICE = Service(
    name="notify",
    package="notify_service",
    prefixes=("/notify", "/dev/mail"),
    create_app=_create_app,
    metadata=Base.metadata,
    handlers=HANDLERS,
    schedule=SCHEDULE,
    settings=NotifySettings,
    seed=_seed,
    commands=(live, lmtp),
)
