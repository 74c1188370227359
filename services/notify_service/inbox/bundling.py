"""Many notices of one kind as one line: "Answers from Anna, Ben and 3 others"."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from notify_service.inbox.models import Item

# So many are named; the others are counted.
NAMED = 3
_ADDRESSED = frozenset({"mentioned", "replied", "quoted"})
_TOGETHER = frozenset({"reply_posted", "thanks_given", "message_received", "offer_made"})


def bundles(items: Sequence[Item]) -> list[list[Item]]:
    """The items in order, neighbours of one sort together; what is read and what is not stay apart."""
    return [list(same) for _sort, same in groupby(items, key=_sort)]


def _sort(item: Item) -> tuple[object, ...]:
    """What may stand in one line; anything else only with itself."""
    sort = _heading_key(item)
    return (sort, item.read_at is None) if sort else (item.id,)


def _heading_key(item: Item) -> str:
    if item.notice.what == "reply_posted" and item.reason in _ADDRESSED:
        return item.reason
    return item.notice.what if item.notice.what in _TOGETHER else ""


def several(same: Sequence[Item], *, locale: str) -> str:
    """One sentence for all of them, with the names of the newest."""
    newest_first = sorted(same, key=lambda item: item.happened_at, reverse=True)
    names = list(dict.fromkeys(_who(item) for item in newest_first))
    # Without a comma before "and", as the house writes.
    locale = "en_GB" if locale == "en" else locale
    more = len(names) - NAMED
    listed = format_list(names[:NAMED], style="unit" if more > 0 else "standard", locale=locale)
    if more > 0:
        listed = ngettext("%(names)s and %(num)d other", "%(names)s and %(num)d others", more, names=listed)
    return _sentence(_heading_key(same[0]), listed, len(same))


def _who(item: Item) -> str:
    if item.notice.what == "offer_made":
        return str(item.notice.words.get("provider_name") or item.notice.actor_name)
    return item.notice.actor_name or _("Somebody")


def _sentence(what: str, names: str, count: int) -> str:
    known: dict[str, Callable[[], str]] = {
        "mentioned": lambda: ngettext(
            "%(num)d mention by %(names)s", "%(num)d mentions by %(names)s", count, names=names
        ),
        "replied": lambda: ngettext(
            "%(num)d answer to you from %(names)s",
            "%(num)d answers to you from %(names)s",
            count,
            names=names,
        ),
        "quoted": lambda: ngettext(
            "Quoted %(num)d time by %(names)s", "Quoted %(num)d times by %(names)s", count, names=names
        ),
        "reply_posted": lambda: ngettext(
            "%(num)d reply from %(names)s", "%(num)d replies from %(names)s", count, names=names
        ),
        "message_received": lambda: ngettext(
            "%(num)d message from %(names)s", "%(num)d messages from %(names)s", count, names=names
        ),
        "offer_made": lambda: ngettext(
            "%(num)d offer by %(names)s", "%(num)d offers by %(names)s", count, names=names
        ),
        "thanks_given": lambda: _("Thanks from %(names)s", names=names),
    }
    return known[what]()


def newest(same: Sequence[Item]) -> datetime:
    """When the last of them happened."""
    return max(item.happened_at for item in same)
