"""Where a post goes and who writes it, as plain values."""

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Row

from corridor.auth import Viewer


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who writes; a copy of the name travels in events."""

    id: UUID
    name: str
    organisation: str = ""

    @classmethod
    def of(cls, viewer: Viewer) -> Self:
        if viewer.id is None:
            raise ValueError("a post needs somebody who is signed in")
        return cls(id=viewer.id, name=viewer.name or viewer.handle, organisation=viewer.organisation)


@dataclass(frozen=True, kw_only=True)
class Place:
    """The topic a post goes into, with what mails and lists say of it."""

    topic_id: int
    slug: str
    title: str
    board_id: int
    board_slug: str
    board_name: str
    audience: list[UUID] | None

    @classmethod
    def of(cls, topic: Row[Any]) -> Self:
        """The place that a row of topics.queries describes."""
        return cls(
            topic_id=topic.id,
            slug=topic.slug,
            title=topic.title,
            board_id=topic.board_id,
            board_slug=topic.board_slug,
            board_name=topic.board_name,
            audience=topic.audience,
        )
