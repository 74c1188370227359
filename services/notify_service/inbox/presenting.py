"""Inbox groups as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from corridor.web.i18n import current_language
from notify_service.inbox import phrases
from notify_service.inbox.models import Item
from notify_service.inbox.queries import Group

KIND_LABELS: dict[str, LazyString] = {
    "mention": _l("Mentions and answers to me"),
    "message": _l("Private messages"),
    "forum_topic": _l("New topics"),
    "forum_reply": _l("Replies in topics"),
    "call": _l("Calls for consensus and polls"),
    "thanks": _l("Thanks for my posts"),
    "reminder": _l("Reminders I asked for"),
    "need": _l("Needs"),
    "match": _l("Needs that fit my centre"),
    "offer": _l("Offers"),
    "case": _l("Cases"),
    "moderation": _l("Moderation"),
    "account": _l("My account"),
}
_ICONS = {
    "mention": "reply",
    "message": "mail",
    "forum_topic": "chat",
    "forum_reply": "chat",
    "call": "check",
    "thanks": "leaf",
    "reminder": "clock",
    "need": "flag",
    "match": "target",
    "offer": "handshake",
    "case": "leaf",
    "moderation": "flag",
    "account": "person",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notice of a group."""

    sentence: str
    at: datetime
    unread: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A group with its title, its way in and its newest lines."""

    item_id: UUID
    title: str
    url: str
    icon: str
    place: str
    language: str
    # Of the first notice that is not read, else of the newest.
    excerpt: str
    lines: Sequence[Line]
    more: int
    unread: int
    last_at: datetime


def present(group: Group) -> Shown:
    """The group as the page shows it; its link leads to the first unread notice."""
    items = sorted(group.items, key=lambda item: item.happened_at)
    first_unread = next((item for item in items if item.read_at is None), items[-1])
    newest = items[-1].notice
    lines = [_line(item) for item in items]
    return Shown(
        item_id=items[-1].id,
        title=newest.title or lines[-1].sentence,
        url=first_unread.notice.url,
        icon=_ICONS.get(items[-1].kind, "bell"),
        place=phrases.forum_name(newest.forum_slug, newest.forum_name, gettext)
        or phrases.party_name(newest, current_language().code),
        language=newest.language,
        excerpt=first_unread.notice.excerpt,
        lines=lines,
        more=group.count - len(items),
        unread=group.unread,
        last_at=group.last_at,
    )


def _line(item: Item) -> Line:
    told = item.notice
    return Line(
        sentence=phrases.sentence(told, item.reason, gettext, language=current_language().code),
        at=item.happened_at,
        unread=item.read_at is None,
    )
