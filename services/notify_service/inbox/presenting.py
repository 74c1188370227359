"""Inbox groups as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from corridor.web.i18n import current_language
from notify_service.inbox import phrases
from notify_service.inbox.bundling import bundles, newest, several
from notify_service.inbox.models import Item
from notify_service.inbox.queries import Group
from notify_service.inbox.rules import BULLETIN
from notify_service.preferences import rules

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
    "bulletin": _l("Official notifications"),
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
    "bulletin": "document",
    "account": "person",
}


# A group shows so many lines, the newest ones.
LINES = 4


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notice of a group, or several of one sort."""

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
    # Why it is here, and which ways it went.
    why: str
    ways: str


def present(group: Group) -> Shown:
    """The group as the page shows it; its link leads to the first unread notice."""
    items = sorted(group.items, key=lambda item: item.happened_at)
    first_unread = next((item for item in items if item.read_at is None), items[-1])
    newest = items[-1].notice
    together = bundles(items)[-LINES:]
    lines = [_line(same) for same in together]
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
        more=group.count - sum(len(same) for same in together),
        unread=group.unread,
        last_at=group.last_at,
        why=phrases.why(items[-1].kind, items[-1].reason, gettext),
        ways=_ways(items),
    )


def _line(same: Sequence[Item]) -> Line:
    language = current_language().code
    if len(same) > 1:
        sentence = several(same, locale=language)
    else:
        sentence = phrases.sentence(same[0].notice, same[0].reason, gettext, language=language)
    return Line(sentence=sentence, at=newest(same), unread=same[0].read_at is None)


def _ways(items: Sequence[Item]) -> str:
    """How it reached the reader beside this page."""
    if any(item.mail_id or item.kind == BULLETIN for item in items):
        return str(gettext("It was also mailed to you at once."))
    if any(item.digest_id for item in items):
        return str(gettext("It was also in a digest."))
    if any(item.read_at is None and item.channel == rules.DIGEST for item in items):
        return str(gettext("It will be in your next digest, unless you read it before."))
    if any(item.read_at is None and item.channel == rules.MAIL for item in items):
        return str(gettext("It will be mailed to you, unless you read it before."))
    return str(gettext("It is shown here only."))
