"""Forums."""

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Forbidden, Invalid, NotFound
from corridor.web import session, transaction
from forum_service.boards.arranging import (
    arrange_board,
    get_arranged,
    list_arranged,
    open_board,
    remove_board,
)
from forum_service.boards.rules import ANY_ROLE
from forum_service.boards.schemas import COLOURS as KNOWN_COLOURS
from forum_service.boards.schemas import NewBoardForm
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import me, reads, writes
from forum_service.discourse.given import Given, Unusable, given
from forum_service.discourse.lookups import board_of, shown_boards
from forum_service.discourse.shapes.categories import COLOURS
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


@writes("/categories", "POST")
def create_category() -> Response:
    """Open a forum, for all members; who reads and writes in it is said on the page of rights."""
    _check_secretariat()
    asked = given()
    asked.need("name")
    _check_permissions(asked)
    fields = _checked({"kind": "discussion", "colour": "slate", **_fields(asked)})
    with transaction() as work:
        slug = open_board(work, fields, actor=viewer(), now=clock.now())
    return _category(slug)


@writes("/categories/<int:number>", "PUT")
def update_category(number: int) -> Response:
    """Change what a forum is called and where it stands."""
    _check_secretariat()
    asked = given()
    _check_permissions(asked)
    board = get_arranged(session(), board_of(number).slug)
    slugs = {one.id: one.slug for one in list_arranged(session())}
    kept = {name: getattr(board, name) for name in ("name", "description", "colour", "position")}
    known = {"kind": "discussion", **kept, "parent": slugs.get(board.parent_id, "")}
    fields = _checked({**known, **_fields(asked)}, kept=board.colour)
    with transaction() as work:
        arrange_board(work, board, fields, actor=viewer(), now=clock.now())
    return _category(board.slug)


@writes("/categories/<int:number>", "DELETE")
def delete_category(number: int) -> Response:
    """Remove a forum in which nothing was ever written."""
    _check_secretariat()
    board = get_arranged(session(), board_of(number).slug)
    with transaction() as work:
        remove_board(work, board, actor=viewer(), now=clock.now())
    return done()


def _check_secretariat() -> None:
    if not viewer().has(SECRETARIAT):
        raise Forbidden(_("Only the secretariat may do this."))


def _check_permissions(asked: Given) -> None:
    """Refuse what would be passed over: a forum meant for some must not open to all."""
    wanted = asked.inside("permissions")
    if any(name not in ("everyone", ANY_ROLE) or level != "1" for name, level in wanted.items()):
        raise Invalid(_("Who reads and writes in a forum is said on its page of rights."))


def _fields(asked: Given) -> dict[str, Any]:
    """What was sent, under our names."""
    found: dict[str, Any] = {name: asked.text(name) for name in ("name", "description") if name in asked}
    if asked.number("position") is not None:
        found["position"] = asked.number("position")
    if "parent_category_id" in asked:
        parent = asked.number("parent_category_id")
        found["parent"] = board_of(parent).slug if parent is not None else ""
    if "color" in asked:
        named = {colour: name for name, colour in COLOURS.items() if name in KNOWN_COLOURS}
        found["colour"] = named.get(asked.text("color").lower().lstrip("#"), "slate")
    return found


def _checked(fields: dict[str, Any], *, kept: str = "") -> dict[str, Any]:
    """By the rules of our own form; a colour of before that it does not offer stays."""
    asked = {**fields, "colour": KNOWN_COLOURS[0]} if fields["colour"] == kept else fields
    errors = NewBoardForm().validate(asked)
    if errors:
        raise Invalid(_("Please check what you sent."), errors=errors)
    loaded: dict[str, Any] = NewBoardForm().load(asked)
    return {**loaded, "colour": fields["colour"]}


def _category(slug: str) -> Response:
    return say({"category": next(one for one in shown_boards() if one["slug"] == slug)})


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
