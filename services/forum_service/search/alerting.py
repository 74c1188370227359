"""Telling members what their kept searches find, each post once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Row, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import MultiDict

from corridor import clock
from corridor.auth import Viewer
from corridor.db import transaction
from forum_service.members.acting import find_acting
from forum_service.posts.models import Post
from forum_service.posts.rendering import excerpt_of
from forum_service.search.expanding import expand
from forum_service.search.filters import SearchFilters
from forum_service.search.models import SavedSearch
from forum_service.search.queries import posts_between
from forum_service.search.rules import Question, read_question
from forum_service.telling import tell
from forum_service.urls import absolute

EVERY = timedelta(minutes=15)
# A post that is written while another is counted has the lower number, but comes to light later.
SETTLED = timedelta(minutes=1)
TOLD = 20


def alert_searches(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Look into the next search whose time has come; whether there was one."""
    with transaction(sessions) as session:
        now = clock.now()
        due = select(SavedSearch).where(SavedSearch.alert, SavedSearch.checked_at <= now - EVERY)
        due = due.order_by(SavedSearch.checked_at, SavedSearch.id).limit(1).with_for_update(skip_locked=True)
        search = session.scalars(due).one_or_none()
        if search is None:
            return False
        search.checked_at = now
        session.flush()
        _look(session, search, now=now, origin=settings.base_url)
        return True


def _look(session: Session, search: SavedSearch, *, now: datetime, origin: str) -> None:
    last = session.scalar(select(func.max(Post.id)).where(Post.created_at < now - SETTLED)) or 0
    member = find_acting(session, search.account_id)
    if member is None or last <= search.told_up_to:
        return
    found = _found(session, search, member, last=last)
    if found is None:
        return
    search.told_up_to = last
    if found:
        _tell(session, search, found, now=now, origin=origin)


def _found(session: Session, search: SavedSearch, member: Viewer, *, last: int) -> Sequence[Row[Any]] | None:
    question, filters = read_search(search.query, staff=member.is_staff)
    if question is None:
        return []
    between = (search.told_up_to, last)
    try:
        with session.begin_nested():
            return posts_between(
                session, question, viewer=member, filters=filters, between=between, size=TOLD
            )
    except OperationalError:
        # Too slow a search: the next look takes up from the same post.
        return None


def read_search(query: str, *, staff: bool) -> tuple[Question | None, SearchFilters]:
    """The question and the filters of a kept search."""
    typed: MultiDict[str, str] = MultiDict(parse_qsl(query))
    filters = SearchFilters.read(typed, staff=staff)
    question = read_question(typed.get("q", ""))
    return (expand(question).question if question and not filters.exact else question), filters


def _tell(
    session: Session, search: SavedSearch, found: Sequence[Row[Any]], *, now: datetime, origin: str
) -> None:
    lines = [f"{row.title} · {row.author_name}: {excerpt_of(row.html)[:160]}" for row in found[:5]]
    tell(
        session,
        "reminder_search",
        key=f"search/{search.id}/{search.told_up_to}",
        title=search.name,
        url=absolute(f"/forum/search?{search.query}&sort=newest", origin=origin),
        recipients={search.account_id: "author"},
        now=now,
        excerpt="\n".join(lines),
        language=found[0].language,
        words=[{"name": "count", "value": str(len(found))}],
    )
