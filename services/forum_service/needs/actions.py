"""Following the needs of matchmaking."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.events.matchmaking import NeedPublished
from forum_service.needs.models import OpenNeed


def note_need(session: Session, event: NeedPublished) -> None:
    """Keep what the home page shows of a need. One that was closed meanwhile stays closed."""
    values = {
        "title": event.title,
        "language": event.language,
        "party": event.party,
        "party_name": event.party_name,
        "url": event.url,
        "published_at": datetime.fromisoformat(event.happened_at),
    }
    row = insert(OpenNeed).values(need_id=UUID(event.need_id), **values)
    session.execute(row.on_conflict_do_update(index_elements=["need_id"], set_=values))


def close_need(session: Session, need_id: UUID) -> None:
    """The need was met or withdrawn."""
    session.execute(update(OpenNeed).where(OpenNeed.need_id == need_id).values(open=False))
