"""The demo world of the forum, and large worlds for measuring."""

from typing import Any

from sqlalchemy.orm import Session

from corridor.service import Progress, Scale
from forum_service.seed.at_size import seed_at_size
from forum_service.seed.demo import seed_demo
from forum_service.seed.files import seed_files


def seed(session: Session, settings: Any, *, scale: Scale, progress: Progress) -> None:
    """Load the demo world; with a scale, a large generated one beside it."""
    seed_demo(session, origin=settings.base_url, progress=progress)
    seed_files(session, origin=settings.base_url)
    if scale.topics:
        seed_at_size(session, scale, progress=progress)
