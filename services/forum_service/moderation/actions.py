"""Write the record of what moderators do, in the transaction of the act itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from forum_service.moderation.models import ModerationAct


class Acting(Protocol):
    """Who acts: a viewer, or the author of a post."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Target:
    """What was acted on ("topic/7", "post/12", "member/<id>"), in which forum, and whom it concerned."""

    name: str
    board_id: int | None = None
    subject_id: UUID | None = None
    # The act of the record that this one takes back.
    undoes: int | None = None


def shown_of(thing: Any, url: str) -> dict[str, Any]:
    """What the log may show of a topic or post: of a private one neither the title nor the address."""
    return {} if thing.private else {"title": thing.title, "url": url}


def note_act(
    session: Session,
    *,
    actor: Acting | None,
    act: str,
    target: Target | str,
    details: Mapping[str, Any],
    undo: Mapping[str, Any] | None,
    now: datetime,
) -> ModerationAct:
    """Add an act to the record.

    `act` is in the past tense ("topic_closed"); `details` hold what the log shows of it ("title", "url",
    "reason"). `undo` is what takes it back: {"how": a name in `moderation.undoing.UNDOERS`, and its facts}.
    No `actor`: the house did it, at a set time.
    """
    on = target if isinstance(target, Target) else Target(name=target)
    row = ModerationAct(
        at=now,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        act=act,
        target=on.name,
        board_id=on.board_id,
        subject_id=on.subject_id,
        details=dict(details),
        undo=dict(undo) if undo else None,
        undoes=on.undoes,
    )
    session.add(row)
    session.flush()
    return row
