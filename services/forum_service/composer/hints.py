"""What helps somebody who writes: whom to name, what to link to, what was asked before, how to format."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from corridor.auth import Viewer, access, viewer
from corridor.web import render, session
from forum_service import limits
from forum_service.boards.labels import board_short
from forum_service.boards.queries import list_boards
from forum_service.composer.formatting import lessons
from forum_service.composer.places import find_place
from forum_service.composer.queries import groups_to_name, people_to_name, similar_topics, topics_to_link
from forum_service.composer.quoting import escaped
from forum_service.topics.rules import TITLE_MAX
from forum_service.urls import topic_url

blueprint = Blueprint("hints", __name__, url_prefix="/forum")

LONGEST = 60


@blueprint.get("/suggestions")
@access.member
@limits.previews
def suggestions() -> Response:
    """For ?q= after an @ people, after a # topics (?kind=topics): each with what would be written."""
    typed = request.args.get("q", "")[:LONGEST].strip()
    if request.args.get("kind") == "topics":
        return jsonify(items=[_topic(row) for row in topics_to_link(session(), typed, viewer=viewer())])
    rows = people_to_name(session(), typed, viewer=viewer(), **_readers(session(), viewer()))
    groups = groups_to_name(session(), typed, viewer=viewer()) if typed else []
    return jsonify(items=[*(_person(row) for row in rows), *(_group(group) for group in groups)])


def _readers(work: Session, who: Viewer) -> dict[str, Any]:
    """Who may read where the text goes: ?key= is that of its draft, ?forum= the forum chosen for a topic."""
    place = find_place(work, who, key=request.args.get("key", ""), forum=request.args.get("forum", ""))
    if place is None:
        return {"boards": [board.id for board in list_boards(work, viewer=who)]}
    return {"boards": [place.board_id], "audience": place.audience, "topic_id": place.topic_id}


def _person(row: Any) -> dict[str, str]:
    return {"text": f"@{row.handle} ", "name": row.name, "note": row.organisation}


def _group(group: Any) -> dict[str, str]:
    return {"text": f"@{group.slug} ", "name": group.name, "note": _("Group")}


def _topic(row: Any) -> dict[str, str]:
    text = f"[{escaped(row.title)}]({topic_url(row.id, row.slug)}) "
    return {"text": text, "name": row.title, "note": board_short(row.board_slug, row.board_name)}


@blueprint.get("/similar")
@access.member
@limits.previews
def similar() -> Response:
    """Topics with a title like ?title=, as a part of the composer."""
    title = request.args.get("title", "")[:TITLE_MAX]
    return render("composer/_similar.html", topics=similar_topics(session(), title, viewer=viewer()))


@blueprint.get("/formatting")
@access.member
def formatting() -> Response:
    """How to format a text, by examples."""
    return render("composer/formatting.html", lessons=lessons())
