"""The pages of search."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.db.engine import reading_together
from corridor.errors import CorridorError, NotFound
from corridor.web import form_from, idempotent, notice, render, see_other, session, transaction
from forum_service import limits
from forum_service.boards.queries import list_boards
from forum_service.posts.place import Author
from forum_service.search.expanding import expand
from forum_service.search.filters import WHAT, SearchFilters
from forum_service.search.people import count_others, search_people
from forum_service.search.queries import search_posts
from forum_service.search.rules import LONGEST, Question, read_question
from forum_service.search.saving import change_search, drop_search, keep_search, searches_of
from forum_service.search.schemas import SearchForm
from forum_service.uploads.search import search_attachments

blueprint = Blueprint("search", __name__, url_prefix="/forum")


@blueprint.get("/search")
@access.member
@limits.searches
def index() -> Response:
    """What answers ?q=: posts, topics, people or files, narrowed as lists are."""
    typed = request.args.get("q", "")[:LONGEST]
    question = read_question(typed)
    filters = SearchFilters.read(request.args, staff=viewer().is_staff)
    what = request.args.get("what", "")
    what = what if what in WHAT else WHAT[0]
    found: dict[str, Any] = {"hits": None, "also": []}
    if question:
        with reading_together(session()):
            found = _found(question, filters, what)
    boards = list_boards(session(), viewer=viewer())
    return render("search/index.html", typed=typed, boards=boards, filters=filters, what=what, **found)


def _found(question: Question, filters: SearchFilters, what: str) -> dict[str, Any]:
    """The hits of one kind, with the numbers of all."""
    wide = expand(question)
    asked = question if filters.exact else wide.question
    page = request.args.get("page", 1, type=int)
    by_topic = what == "topics"
    hits = search_posts(session(), asked, viewer=viewer(), filters=filters, by_topic=by_topic, page=page)
    others = count_others(session(), question, asked=hits.asked, viewer=viewer())
    counts = {"posts": hits.found, "topics": hits.topics, "people": others.people, "files": others.files}
    people = search_people(session(), question) if what == "people" else []
    files = search_attachments(session(), asked, viewer=viewer()) if what == "files" else []
    return {"hits": hits, "also": wide.also, "counts": counts, "people": people, "files": files}


@blueprint.get("/searches")
@access.member
def kept() -> Response:
    """The searches the viewer keeps."""
    return render("search/kept.html", searches=searches_of(session(), Author.of(viewer()).id))


@blueprint.post("/searches")
@access.member
@idempotent
def keep() -> AnyResponse:
    """Keep a search."""
    form = form_from(SearchForm)
    if form.data is None:
        raise NotFound(_("There is no search to keep."))
    try:
        with transaction() as work:
            keep_search(work, Author.of(viewer()).id, **form.data, now=clock.now())
    except CorridorError as error:
        notice(str(error.message), "danger")
        return see_other("/forum/searches")
    notice(_("The search is kept."))
    return see_other("/forum/searches")


@blueprint.post("/searches/<int:search_id>")
@access.member
def change(search_id: int) -> AnyResponse:
    """Be told of new posts that a search finds, or no longer."""
    alert = request.form.get("alert") == "true"
    with transaction() as work:
        if not change_search(work, Author.of(viewer()).id, search_id, alert=alert, now=clock.now()):
            raise NotFound(_("There is no such search."))
    notice(_("You will be told of new posts.") if alert else _("You will no longer be told."))
    return see_other("/forum/searches")


@blueprint.post("/searches/<int:search_id>/removal")
@access.member
def drop(search_id: int) -> AnyResponse:
    """Let a search go."""
    with transaction() as work:
        drop_search(work, Author.of(viewer()).id, search_id)
    notice(_("The search is no longer kept."))
    return see_other("/forum/searches")
