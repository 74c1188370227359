"""Pages of lists."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import render, session
from corridor.web.paging import Page
from forum_service.boards.queries import list_boards, pick_board
from forum_service.lists import queries as lists
from forum_service.lists.rules import PERIODS, Filters
from forum_service.lists.waiting import boards_and_waiting

blueprint = Blueprint("lists", __name__, url_prefix="/forum")


@blueprint.get("")
@access.member
def latest() -> Response:
    """The most recently active topics of all forums."""
    page = lists.latest_topics(session(), **_asked())
    return show_list("latest", page, path="/forum", title=_("Forums"))


@blueprint.get("/new")
@access.member
def new() -> Response:
    """Topics the viewer has not seen yet."""
    page = lists.new_topics(session(), now=clock.now(), **_asked())
    return show_list("new", page, path="/forum/new", title=_("New topics"))


@blueprint.get("/unread")
@access.member
def unread() -> Response:
    """Topics the viewer follows in which something was posted since."""
    page = lists.unread_topics(session(), **_asked())
    return show_list("unread", page, path="/forum/unread", title=_("Unread topics"))


@blueprint.get("/top")
@blueprint.get("/top/<period>")
@access.member
def top(period: str = "week") -> Response:
    """Where most was going on in a week, a month or a year."""
    if period not in PERIODS:
        raise NotFound(_("There is no such page."))
    page = lists.top_topics(session(), period, **_asked())
    path = f"/forum/top/{period}"
    return show_list("top", page, path=path, title=_("Most active topics"), period=period)


@blueprint.get("/mine")
@access.member
def mine() -> Response:
    """Topics the viewer opened or wrote in."""
    page = lists.own_topics(session(), **_asked())
    return show_list("mine", page, path="/forum/mine", title=_("My topics"))


@blueprint.get("/f/<slug>")
@access.member
def board(slug: str) -> Response:
    """The topics of one forum."""
    boards = list_boards(session(), viewer=viewer())
    here = pick_board(boards, slug)
    page = lists.topics_of_board(session(), here.id, **_asked())
    return show_list("board", page, path=f"/forum/f/{slug}", title=here.name, boards=boards, board=here)


def read_filters() -> Filters:
    """What the address narrows the list to."""
    return Filters.read(request.args, staff=viewer().is_staff)


def _asked() -> dict[str, Any]:
    return {"viewer": viewer(), "filters": read_filters(), "after": request.args.get("after")}


def show_list(kind: str, page: Page[Any], *, path: str, title: str, **values: Any) -> Response:
    """A page of topics; `path` is the list without filters."""
    boards = values.pop("boards", None)
    if boards is None:
        boards = boards_and_waiting(session(), viewer=viewer(), now=clock.now())
    shown = {"board": None, "tag": None, "period": "", "filters": read_filters(), **values}
    return render("topics/index.html", kind=kind, page=page, path=path, title=title, boards=boards, **shown)
