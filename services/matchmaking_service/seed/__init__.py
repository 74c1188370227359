"""The demo world of matchmaking."""

from typing import Any

from sqlalchemy.orm import Session

from corridor.service import Progress, Scale


def seed(session: Session, settings: Any, *, scale: Scale, progress: Progress) -> None:
    """Placeholder until data."""
