"""Keeping searches."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Conflict, Invalid
from forum_service.posts.models import Post
from forum_service.search.models import SavedSearch
from forum_service.search.rules import read_question

MOST = 50
# What makes a search; which page of it somebody looked at does not.
_PARTS = ("q", "forum", "author", "tag", "language", "status", "since", "until", "within", "exact")
# An address may say what no keyboard does, and no database keeps.
_UNTYPABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tidy_query(typed: str) -> str:
    """A search as it is kept: its words and filters in one order; raises Invalid where it asks nothing."""
    pairs = [(name, _UNTYPABLE.sub("", value)) for name, value in parse_qsl(typed) if name in _PARTS]
    if read_question(dict(pairs).get("q", "")) is None:
        raise Invalid(_("There is nothing to look for yet: a search needs words."))
    return urlencode(sorted(pairs, key=lambda pair: _PARTS.index(pair[0])))


def keep_search(
    session: Session, account_id: UUID, *, name: str, query: str, alert: bool, now: datetime
) -> None:
    """Keep a search; one that is kept already gets the new name and wish. Only what comes later is told."""
    tidy = tidy_query(query)
    mine = SavedSearch.account_id == account_id
    kept = select(func.count()).where(mine, SavedSearch.query != tidy)
    if (session.scalar(kept) or 0) >= MOST:
        raise Conflict(_("You keep %(count)s searches. Please let one go first.", count=MOST))
    wish = {"name": name.strip() or dict(parse_qsl(tidy))["q"], "alert": alert}
    row = insert(SavedSearch).values(
        account_id=account_id,
        query=tidy,
        told_up_to=select(func.coalesce(func.max(Post.id), 0)).scalar_subquery(),
        checked_at=now,
        created_at=now,
        **wish,
    )
    # Where nobody was told so far, what was posted meanwhile is no news.
    told = {
        name: case((SavedSearch.alert, getattr(SavedSearch, name)), else_=row.excluded[name])
        for name in ("told_up_to", "checked_at")
    }
    session.execute(row.on_conflict_do_update(index_elements=["account_id", "query"], set_={**wish, **told}))


def change_search(session: Session, account_id: UUID, search_id: int, *, alert: bool, now: datetime) -> bool:
    """Be told of new posts from now on, or no longer; whether there is such a search."""
    newest = select(func.coalesce(func.max(Post.id), 0)).scalar_subquery()
    mine = (SavedSearch.id == search_id) & (SavedSearch.account_id == account_id)
    values = {"alert": alert, "told_up_to": newest, "checked_at": now}
    row = update(SavedSearch).where(mine).values(**values).returning(SavedSearch.id)
    return session.execute(row).one_or_none() is not None


def drop_search(session: Session, account_id: UUID, search_id: int) -> None:
    """Let a search go."""
    mine = (SavedSearch.id == search_id) & (SavedSearch.account_id == account_id)
    session.execute(delete(SavedSearch).where(mine))


def searches_of(session: Session, account_id: UUID) -> Sequence[SavedSearch]:
    """What a member keeps, the newest first."""
    mine = select(SavedSearch).where(SavedSearch.account_id == account_id)
    return session.scalars(mine.order_by(SavedSearch.id.desc())).all()
