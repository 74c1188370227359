"""The demo world of this service: its members, their preferences, and an inbox with some life in it."""

from sqlalchemy.orm import Session

from corridor.members import upsert_demo_members
from corridor.service import Progress, Scale
from corridor.settings import Settings
from notify_service.members.models import Member


def seed(session: Session, settings: Settings, *, scale: Scale, progress: Progress) -> None:
    """Load the demo world; a second time changes nothing."""
    upsert_demo_members(session, Member)
