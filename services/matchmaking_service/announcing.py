"""Write events about needs into the outbox, with everything a reader of a mail has to know."""

from typing import Any

from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.messaging import outbox
from matchmaking_service.needs.models import Need
from matchmaking_service.urls import absolute, need_url

LONGEST_EXCERPT = 280
CHUNK = 500


def announce(  # noqa: PLR0913  an event is told whole, and all of it by name
    session: Session,
    event: type[Any],
    need: Need,
    *,
    actor: Viewer | None,
    recipients: list[dict[str, str]],
    origin: str,
    path: str = "",
    excerpt: str = "",
    **more: Any,
) -> None:
    """Record `event` about `need` for the recipients, in chunks."""
    common = {
        "need_id": str(need.id),
        "title": need.title,
        "party": need.party_code,
        "party_name": need.party.name(need.language),
        "url": absolute(path or need_url(need.number), origin=origin),
        "language": need.language,
        "excerpt": shorten(excerpt or need.statement),
        "actor_id": str(actor.id) if actor and actor.id else None,
        "actor_name": actor.name if actor else "",
        "happened_at": clock.now().isoformat(),
    }
    chunks = [recipients[i : i + CHUNK] for i in range(0, len(recipients), CHUNK)] or [[]]
    for chunk in chunks:
        outbox.record(session, event(**common, recipients=chunk, **more))


def shorten(text: str) -> str:
    """The beginning of a text, cut between words."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_EXCERPT:
        return plain
    head = plain[:LONGEST_EXCERPT]
    cut = head.rsplit(" ", 1)[0] if " " in head[LONGEST_EXCERPT // 2 :] else head
    return cut + "…"
