"""Somebody as a viewer without a request: for what the worker does in their name."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.members.queries import find_viewer


def find_acting(session: Session, account_id: UUID) -> Viewer | None:
    """As `find_viewer`, with all that somebody signed in may do."""
    found = find_viewer(session, account_id)
    return replace(found, via="cookie") if found else None
