"""The history of a notification at the desk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from notify_service.bulletins.models import Step


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Who works at the desk."""

    id: UUID
    name: str


def note_step(
    session: Session, bulletin_id: UUID, by: Officer, what: str, *, now: datetime, words: str = ""
) -> None:
    """Write down what was done, by whom."""
    session.add(Step(bulletin_id=bulletin_id, at=now, by_id=by.id, by_name=by.name, what=what, note=words))
