"""Whom the news of a call concerns, and telling them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forum_service.calls.models import Call, Speaks
from forum_service.calls.queries import Elector, electorate, speakers, spoken_keys
from forum_service.calls.urls import call_url
from forum_service.posts.place import Author, Place
from forum_service.posts.rendering import excerpt_of
from forum_service.telling import tell
from forum_service.urls import absolute


def tell_opened(
    session: Session, call: Call, place: Place, opener: Author, *, now: datetime, origin: str
) -> None:
    """Everybody who has a voice, but for who opened the call."""
    told = {one.account_id: _reason(call) for one in _electors(session, call) if one.account_id != opener.id}
    forum = {"forum_slug": place.board_slug, "forum_name": place.board_name}
    _tell(session, "call_opened", call, told, now=now, origin=origin, **_by(opener), **forum, html=call.html)


def tell_closing(session: Session, call: Call, *, now: datetime, origin: str) -> None:
    """Those whose voice has not been heard."""
    heard = spoken_keys(session, call.id)
    silent = {one.account_id: _reason(call) for one in _electors(session, call) if one.keys - heard}
    _tell(session, "call_closing", call, silent, now=now, origin=origin)


def tell_extended(
    session: Session, call: Call, chair: Author, *, reason: str, now: datetime, origin: str
) -> None:
    """Everybody who has a voice; the reason comes first."""
    told = {one.account_id: _reason(call) for one in _electors(session, call) if one.account_id != chair.id}
    _tell(session, "call_extended", call, told, now=now, origin=origin, **_by(chair), excerpt=reason[:300])


def tell_withdrawn(
    session: Session, call: Call, chair: Author, *, reason: str, now: datetime, origin: str
) -> None:
    """Everybody who has a voice, and all who spoke; the reason comes first."""
    told = dict.fromkeys(speakers(session, call.id), "participant")
    told |= {one.account_id: _reason(call) for one in _electors(session, call)}
    told.pop(chair.id, None)
    _tell(session, "call_withdrawn", call, told, now=now, origin=origin, **_by(chair), excerpt=reason[:300])


def tell_closed(session: Session, call: Call, *, now: datetime, origin: str) -> None:
    """The chair, who owes an outcome, and those who spoke."""
    told = dict.fromkeys(speakers(session, call.id), "participant") | {call.opened_by: "author"}
    _tell(session, "call_closed", call, told, now=now, origin=origin)


def tell_outcome(session: Session, call: Call, chair: Author, *, now: datetime, origin: str) -> None:
    """Those who spoke: how it ended."""
    told = dict.fromkeys(speakers(session, call.id) - {chair.id}, "participant")
    _tell(session, "call_concluded", call, told, now=now, origin=origin, **_by(chair))


def tell_replaced(
    session: Session, call: Call, first: UUID, second: Author, *, now: datetime, origin: str
) -> None:
    """The one whose words a second speaker of the same delegation replaced."""
    _tell(session, "call_replaced", call, {first: "participant"}, now=now, origin=origin, **_by(second))


def _tell(
    session: Session,
    what: str,
    call: Call,
    told: dict[UUID, str],
    *,
    now: datetime,
    origin: str,
    **facts: Any,
) -> None:
    facts.setdefault("excerpt", excerpt_of(call.html))
    closes = f"{call.closes_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    tell(
        session,
        what,
        key=f"call/{call.id}",
        title=call.title,
        url=absolute(call_url(call.id), origin=origin),
        recipients=told,
        now=now,
        language=call.language,
        words=[{"name": "closes", "value": closes}],
        **facts,
    )


def _electors(session: Session, call: Call) -> list[Elector]:
    return [one for one in electorate(session, call.topic_id, speaks=call.speaks) if one.hears]


def _reason(call: Call) -> str:
    return "representative" if call.speaks == Speaks.PARTY else "participant"


def _by(author: Author) -> dict[str, str]:
    return {
        "actor_id": str(author.id),
        "actor_name": author.name,
        "actor_organisation": author.organisation,
    }
