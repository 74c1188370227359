"""The record of what keys of the secretariat did in the names of others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, text
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.discourse.models import ProgramAct

LONGEST_PATH = 300


def note_acting(
    session: Session, owner: Viewer, *, as_id: UUID, method: str, path: str, now: datetime
) -> None:
    """Write down a call in somebody else's name."""
    session.execute(
        insert(ProgramAct).values(
            at=now,
            owner_id=owner.id,
            as_id=as_id,
            key_session=owner.session_id,
            method=method,
            path=path[:LONGEST_PATH],
        )
    )


_LATEST = text(
    """
    SELECT a.id, a.at, a.method, a.path, COALESCE(o.name, '') AS owner_name, COALESCE(m.name, '') AS as_name
    FROM program_acts a
    LEFT JOIN members o ON o.account_id = a.owner_id
    LEFT JOIN members m ON m.account_id = a.as_id
    ORDER BY a.id DESC LIMIT :size
    """
)


def latest_acts(session: Session, *, size: int = 100) -> Sequence[Row[Any]]:
    """The last calls made in somebody else's name."""
    return session.execute(_LATEST, {"size": size}).all()
