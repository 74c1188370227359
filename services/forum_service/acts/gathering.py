"""Acts as links and buttons, gathered from the features.

A topic's page shows reply, quote and edit. All else stands on the page behind "More" (posts) and in the
rail (topics), so that twenty posts stay small and each feature adds its acts without touching the page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer


class Group(StrEnum):
    """The heading an act stands under, in the order of the page."""

    MINE = "mine"
    SHARE = "share"
    WRITING = "writing"
    MODERATION = "moderation"


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: a link to a page, or with `post` a button that sends at once; `hint` says what it does."""

    label: str
    url: str
    group: Group = Group.MINE
    post: bool = False
    hint: str = ""


# Asked with the row of the post or topic, as its queries give it, and who looks.
Source = Callable[[Session, Row[Any], Viewer], Iterable[Act]]


def gather(
    sources: Sequence[Source], session: Session, row: Row[Any], viewer: Viewer
) -> dict[Group, list[Act]]:
    """The acts of all sources by heading; a heading without acts is left out."""
    acts = [act for source in sources for act in source(session, row, viewer)]
    found = {group: [act for act in acts if act.group == group] for group in Group}
    return {group: members for group, members in found.items() if members}
