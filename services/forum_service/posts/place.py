"""Where a post goes and who writes it, as plain values."""

from collections.abc import Sequence
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
    # Nobody asks whether they may write: the house writes, or a moderator let the words through.
    cleared: bool = False

    @classmethod
    def of(cls, viewer: Viewer) -> Self:
        if viewer.id is None:
            raise ValueError("a post needs somebody who is signed in")
        return cls(id=viewer.id, name=viewer.name or viewer.handle, organisation=viewer.organisation)


@dataclass(frozen=True, kw_only=True)
class Tagging:
    """The tags asked for with a new topic; some are for staff alone."""

    slugs: Sequence[str]
    staff: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody wrote: Markdown in a language, in answer to the post of a number or to the topic.

    New words for a post name the `version` of the text they were made from, and a `reason`. `by_mail`
    is the mail they came in, where they were written in a mail program.
    """

    raw: str
    language: str
    reply_to: int | None = None
    version: int | None = None
    reason: str = ""
    tagging: Tagging | None = None
    by_mail: str = ""


@dataclass(frozen=True, kw_only=True)
class Involved:
    """Whom a post concerns beyond those who follow its topic."""

    named: frozenset[UUID] = frozenset()
    parent: UUID | None = None
    quoted: frozenset[UUID] = frozenset()

    @property
    def all(self) -> frozenset[UUID]:
        return self.named | self.quoted | ({self.parent} if self.parent else set())

    def reason(self, account_id: UUID) -> str | None:
        """The strongest reason to tell somebody, if they are concerned."""
        if account_id in self.named:
            return "mentioned"
        if account_id == self.parent:
            return "replied"
        return "quoted" if account_id in self.quoted else None


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
