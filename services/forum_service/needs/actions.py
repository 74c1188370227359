"""Following the needs of matchmaking."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.events.matchmaking import NeedPublished, NeedWithdrawn, OfferAccepted
from forum_service.needs.models import OpenNeed


def note_need(session: Session, event: NeedPublished) -> None:
    """Keep what the home page shows of a need. One that was closed meanwhile stays closed."""
    values = _shown(event)
    row = insert(OpenNeed).values(need_id=UUID(event.need_id), **values)
    session.execute(row.on_conflict_do_update(index_elements=["need_id"], set_=values))


def close_need(session: Session, event: OfferAccepted | NeedWithdrawn) -> None:
    """The need was met or withdrawn; known from now on, even if the news of it comes after this."""
    row = insert(OpenNeed).values(need_id=UUID(event.need_id), open=False, **_shown(event))
    session.execute(row.on_conflict_do_update(index_elements=["need_id"], set_={"open": False}))


def _shown(event: NeedPublished | OfferAccepted | NeedWithdrawn) -> dict[str, Any]:
    return {
        "title": event.title,
        "language": event.language,
        "party": event.party,
        "party_name": event.party_name,
        "url": event.url,
        "published_at": datetime.fromisoformat(event.happened_at),
    }
