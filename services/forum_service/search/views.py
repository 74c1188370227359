"""The page of search."""

from flask import Blueprint, Response, request

from corridor.auth import access, viewer
from corridor.web import render, session
from forum_service import limits
from forum_service.boards.queries import list_boards
from forum_service.search.queries import search_posts
from forum_service.search.rules import LONGEST, read_question

blueprint = Blueprint("search", __name__, url_prefix="/forum")


@blueprint.get("/search")
@access.member
@limits.searches
def index() -> Response:
    """What answers ?q=, in all forums or the one of ?forum=."""
    typed = request.args.get("q", "")[:LONGEST]
    boards = list_boards(session(), viewer=viewer())
    board = next((one for one in boards if one.slug == request.args.get("forum")), None)
    question = read_question(typed)
    page = request.args.get("page", 1, type=int)
    board_id = board.id if board else None
    hits = (
        search_posts(session(), question, viewer=viewer(), board_id=board_id, page=page) if question else None
    )
    return render("search/index.html", typed=typed, boards=boards, board=board, hits=hits)
