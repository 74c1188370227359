"""Forums."""

from flask import Response

from corridor.errors import NotFound
from corridor.web import transaction
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import me, reads, writes
from forum_service.discourse.given import Unusable, given
from forum_service.discourse.lookups import board_of, shown_boards
from forum_service.tracking.actions import track_board
from forum_service.tracking.models import Level


@reads("/categories")
def categories() -> Response:
    """All forums the viewer reads; those within others beside them, each naming its parent."""
    shown = shown_boards()
    may_create = any(one["permission"] == 1 for one in shown)
    return say(
        {
            "category_list": {
                "can_create_category": False,
                "can_create_topic": may_create,
                "categories": shown,
            }
        }
    )


@reads("/c/<int:number>/show")
def show_category(number: int) -> Response:
    """One forum."""
    board_of(number)
    return say({"category": next(one for one in shown_boards() if one["id"] == number)})


@reads("/category/<slug>")
def show_category_by_name(slug: str) -> Response:
    """The same by its short name, as older programs ask."""
    found = next((one for one in shown_boards() if one["slug"] == slug or str(one["id"]) == slug), None)
    if found is None:
        raise NotFound
    return say({"category": found})


@reads("/site/categories")
def site_categories() -> Response:
    """All forums, flat."""
    return say({"categories": shown_boards()})


@writes("/category/<int:number>/notifications", "POST")
def category_level(number: int) -> Response:
    """Choose how much to hear of a forum."""
    board = board_of(number)
    level = given().number("notification_level")
    if level is None or level > Level.WATCHING_FIRST_POST:
        raise Unusable("notification_level: 0-4")
    with transaction() as work:
        track_board(work, me(), board.id, level=Level(level))
    return done()
