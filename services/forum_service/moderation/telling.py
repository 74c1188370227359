"""Telling moderators what waits for them, and members what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.moderation.queries import moderators_of
from forum_service.posts.rendering import excerpt_of
from forum_service.telling import tell
from forum_service.urls import absolute


def tell_moderators(
    session: Session,
    what: str,
    *,
    board_id: int,
    actor: Any,
    now: datetime,
    without: UUID | None = None,
    **facts: Any,
) -> None:
    """Tell those who keep a forum in order, but not the one who acts, nor `without`.

    `facts` are those of `telling.tell`.
    """
    keepers = (one for one in moderators_of(session, board_id) if one not in (actor.id, without))
    recipients = dict.fromkeys(keepers, "moderator")
    tell(session, what, recipients=recipients, now=now, **_named(actor), **facts)


def tell_member(
    session: Session, what: str, account_id: UUID, *, actor: Viewer, now: datetime, **facts: Any
) -> None:
    """Tell one member what moderators did with what is theirs; never who of them it was."""
    if account_id != actor.id:
        tell(session, what, recipients={account_id: "author"}, now=now, **facts)


def tell_of_hiding(
    session: Session, post: Any, actor: Viewer, *, reason: str, now: datetime, origin: str
) -> None:
    """The author learns that a post was taken down and why, and gets the text back."""
    tell_member(
        session,
        "moderation_hidden",
        post.author_id,
        actor=actor,
        now=now,
        key=f"post/{post.id}",
        title=post.title,
        url=absolute("/forum", origin=origin),
        excerpt=reason or excerpt_of(post.html),
        html=post.html,
        language=post.language,
    )


def _named(actor: Any) -> dict[str, str]:
    return {
        "actor_id": str(actor.id),
        "actor_name": actor.name,
        "actor_organisation": getattr(actor, "organisation", ""),
    }
