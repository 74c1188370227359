"""What one application carries: its settings, its database, its place on the origin."""

from dataclasses import dataclass, field

from flask import current_app
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from corridor.settings import Settings

PREFIXES = {
    "account": "/account",
    "forum": "/forum",
    "matchmaking": "/match",
    "notify": "/notify",
    "knowledge": "/knowledge",
}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The parts that `create_app` made and that requests share."""

    settings: Settings
    package: str
    engine: Engine
    sessions: sessionmaker[Session]
    # Those of requests: they read without a transaction, and write in one (corridor.web.work).
    reading: sessionmaker[Session]
    # A registry an application: in the all-in-one process several of them live side by side.
    metrics: CollectorRegistry = field(default_factory=CollectorRegistry)

    @property
    def prefix(self) -> str:
        """The first path segment this service answers under."""
        return PREFIXES.get(self.settings.service, f"/{self.settings.service}")


def frame() -> Frame:
    """The frame of the application that handles the current request."""
    found: Frame = current_app.extensions["corridor"]
    return found
