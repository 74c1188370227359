"""Keep people known."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from matchmaking_service.members.models import Member


def know(session: Session, viewer: Viewer) -> None:
    """Give whoever acts a row here, even if the event about the account is still under way."""
    values = {
        "account_id": viewer.id,
        "handle": viewer.handle,
        "name": viewer.name,
        "email": viewer.email,
        "organisation": viewer.organisation,
        "country": viewer.country,
        "roles": sorted(viewer.roles),
        "version": 0,
    }
    session.execute(insert(Member).values(**values).on_conflict_do_nothing(index_elements=["account_id"]))
