"""The forums' names and descriptions in the reader's language."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from forum_service.urls import board_url

_NAMES = {
    "iag": _("Forum for TSC-IAG Members"),
    "capacity-building": _("Forum on Capacity-Building and Development"),
    "cooperation": _("Forum on Technical and Scientific Cooperation"),
    "knowledge": _("Forum on Knowledge Management"),
    "cases": _("Cases"),
    "messages": _("Messages"),
}
_SHORT_NAMES = {
    "iag": _("TSC-IAG"),
    "capacity-building": _("Capacity-Building"),
    "cooperation": _("Cooperation"),
    "knowledge": _("Knowledge"),
    "cases": _("Cases"),
    "messages": _("Messages"),
}
_DESCRIPTIONS = {
    "iag": _(
        "The working room of the Informal Advisory Group: drafts, advice to the Executive Secretary, "
        "and the preparation of its meetings."
    ),
    "capacity-building": _("Needs assessments, training that lasts, and the indicators of Target 20."),
    "cooperation": _("The support centres, joint research, technology transfer, and what came of them."),
    "knowledge": _(
        "Data, monitoring, taxonomy, traditional knowledge, and the compendium of knowledge sources."
    ),
    "cases": _("The private discussions of cooperation cases."),
    "messages": _("Private messages between members."),
}


def board_name(slug: str, name: str) -> str:
    """The name of a forum; a forum we have no translation for keeps its own."""
    return str(_NAMES.get(slug, name))


def forum_crumb(topic: Any) -> tuple[str, str]:
    """The forum above a topic's pages, and where it is: a private topic stands in none that can be opened."""
    name = board_name(topic.board_slug, topic.board_name)
    if topic.board_slug == "messages":
        return name, "/forum/messages"
    return name, "" if topic.private else board_url(topic.board_slug)


def board_short(slug: str, name: str) -> str:
    """A word or two for badges."""
    return str(_SHORT_NAMES.get(slug, name))


def board_description(slug: str, description: str) -> str:
    """What a forum is for."""
    return str(_DESCRIPTIONS.get(slug, description))


def in_order(boards: Sequence[Any]) -> list[Any]:
    """Forums in their order, each followed by its sub-forums that the viewer sees."""
    seen = {board.id for board in boards}
    above = [board for board in boards if board.parent_id not in seen]
    return [one for board in above for one in (board, *(p for p in boards if p.parent_id == board.id))]


class BoardShown(NamedTuple):
    """What lists of forums show of one."""

    id: int
    parent_id: int | None
    slug: str
    name: str
    colour: str
    topics_count: int


def boards_shown(boards: Sequence[Any]) -> tuple[BoardShown, ...]:
    """The forums as lists show them: two readers of the same forums see the same."""
    return tuple(
        BoardShown(one.id, one.parent_id, one.slug, one.name, one.colour, one.topics_count) for one in boards
    )
