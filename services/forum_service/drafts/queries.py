"""Reading drafts; everybody sees their own only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.drafts.models import Draft
from forum_service.sql import statement
from forum_service.urls import topic_url

MOST = 100

# The draft stays readable where the topic is gone or no longer open to its writer; its title does not.
_MINE = statement(
    """
    SELECT d.key, d.version, d.raw, d.fields, d.saved_at, t.id AS topic_id, t.slug, t.title, p.number
    FROM drafts d
    LEFT JOIN posts p ON p.id = CAST(NULLIF(split_part(d.key, 'edit/', 2), '') AS bigint)
    LEFT JOIN topics t ON t.id = COALESCE(
        p.topic_id, CAST(NULLIF(split_part(d.key, 'reply/', 2), '') AS bigint)) AND {visible}
    WHERE d.account_id = :me
    ORDER BY d.saved_at DESC LIMIT :most
    """,
    visible=VISIBLE_TOPIC,
)


@dataclass(frozen=True, kw_only=True)
class DraftEntry:
    """A draft on the page of drafts; `url` leads to where it can be finished."""

    row: Row[Any]
    url: str | None

    @property
    def title(self) -> str:
        return str(self.row.title or self.row.fields.get("title", ""))


def find_draft(session: Session, account_id: UUID, key: str) -> Draft | None:
    """The draft with this key, as the database has it now."""
    return session.get(Draft, (account_id, key), populate_existing=True)


def list_drafts(session: Session, *, viewer: Viewer) -> Sequence[DraftEntry]:
    """The viewer's drafts, the last saved first."""
    rows = session.execute(_MINE, {**sight(viewer), "most": MOST}).all()
    return [DraftEntry(row=row, url=_url(row)) for row in rows]


def _url(row: Row[Any]) -> str | None:
    kind, _slash, number = row.key.partition("/")
    if kind == "new":
        return "/forum/topics/new"
    if row.topic_id is None:
        return None
    return f"/forum/posts/{number}/edit" if kind == "edit" else f"{topic_url(row.topic_id, row.slug)}/reply"
