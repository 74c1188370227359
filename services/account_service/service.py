"""This service, as the library sees it."""

from account_service import models
from account_service.app import create_app
from account_service.cli import COMMANDS
from account_service.consumers import HANDLERS
from account_service.schedule import SCHEDULE
from account_service.seed import seed
from account_service.settings import AccountSettings
from corridor.service import Service

SERVICE = Service(
    name="account",
    package="account_service",
    prefixes=("/account",),
    create_app=create_app,
    metadata=models.METADATA,
    handlers=HANDLERS,
    schedule=SCHEDULE,
    settings=AccountSettings,
    seed=seed,
    commands=COMMANDS,
)
