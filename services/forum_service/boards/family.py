"""Forums and their sub-forums, as plain values.

A sub-forum inherits nothing: what it shows to whom stands in its own lists. But nobody reads a part who does
not read the whole, or its address and crumbs would lead them astray.
"""

from collections.abc import Collection, Iterable

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Invalid
from forum_service.boards.rules import ANY_ROLE


def reads_within(part: Collection[str], whole: Collection[str]) -> bool:
    """Whether all readers of a sub-forum are readers of its forum."""
    return ANY_ROLE in whole or set(part) <= set(whole)


def check_readers(part: Collection[str], whole: Collection[str]) -> None:
    """Raises Invalid where somebody would read the sub-forum and not its forum."""
    if not reads_within(part, whole):
        raise Invalid(_("Who reads a sub-forum must also read the forum it belongs to."))


def check_parts(parts: Iterable[Collection[str]], whole: Collection[str]) -> None:
    """Raises Invalid where a forum is closed to readers of one of its sub-forums."""
    if not all(reads_within(part, whole) for part in parts):
        raise Invalid(_("Who reads one of its sub-forums must also read this forum."))


def check_depth(*, parent_is_part: bool, has_parts: bool) -> None:
    """Raises Conflict: there are forums and their sub-forums, nothing deeper."""
    if parent_is_part:
        raise Conflict(_("A sub-forum has no sub-forums of its own."))
    if has_parts:
        raise Conflict(_("This forum has sub-forums: it cannot become one."))
