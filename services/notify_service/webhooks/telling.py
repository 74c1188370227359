"""What the webhooks are told; nothing that concerns persons: no case, no message, no date of one alone."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from corridor.db.engine import settings_of
from notify_service import urls
from notify_service.bulletins.models import Bulletin, Text
from notify_service.webhooks.actions import HOOKS


def tell(session: Session, event: str, about: dict[str, Any], *, now: datetime) -> None:
    """Put it into the queue of each webhook that wants it: `about` under what the event is of."""
    if not HOOKS.anybody_wants(session, [event]):
        return
    body = {"event": event, "at": now.isoformat(timespec="seconds"), event.partition("_")[0]: about}
    HOOKS.tell(session, event, json.dumps(body, ensure_ascii=False, default=str), now=now)


def tell_date(session: Session, event: Any, *, now: datetime) -> None:
    """A date of many (forum.date_set.v1 and its like); one of named persons alone is not told."""
    if event.roles:
        names = ("key", "what", "title", "url", "starts_at", "ends_at", "place", "time_zone", "language")
        about = {name: getattr(event, name) for name in names}
        tell(session, "date_removed" if event.removed else "date_set", about, now=now)


def tell_need(session: Session, event: Any, *, now: datetime) -> None:
    """A need that everybody may see."""
    names = ("need_id", "title", "party", "party_name", "url", "language", "excerpt", "happened_at")
    about = {name.removeprefix("need_"): getattr(event, name) for name in names}
    tell(session, event.type.split(".")[1], about, now=now)


def tell_bulletin(session: Session, bulletin: Bulletin, text: Text, *, now: datetime) -> None:
    """An official notification: published, or withdrawn; `text` is that in its own language."""
    about = {
        "number": bulletin.number,
        "symbol": bulletin.symbol,
        "subject": text.subject,
        "action": text.action,
        "action_by": bulletin.action_by.isoformat() if bulletin.action_by else None,
        "language": text.language,
        "languages": sorted(one.language for one in bulletin.texts),
        "url": urls.absolute(settings_of(session), urls.bulletin(bulletin.number or "")),
        "withdrawn_because": bulletin.withdrawn_because,
    }
    tell(session, "bulletin_withdrawn" if bulletin.withdrawn_at else "bulletin_published", about, now=now)
