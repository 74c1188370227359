"""The front page and the page of the advisory group."""

from typing import cast

from flask import Blueprint, Response

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import render, session
from corridor.web.frame import frame
from forum_service.boards.queries import list_boards
from forum_service.calls.queries import list_calls
from forum_service.lists import queries as lists
from forum_service.meetings.queries import list_meetings, next_meeting
from forum_service.members.queries import members_of_the_group
from forum_service.needs.queries import newest_needs
from forum_service.settings import ForumSettings

blueprint = Blueprint("home", __name__)

SHOWN = 6


@blueprint.get("/")
@access.public
def index() -> Response:
    """Who we are and how to get in; for members what is new."""
    meeting = next_meeting(session(), today=clock.now().date())
    if not viewer().is_member:
        return render("home/welcome.html", meeting=meeting)
    calls = list_calls(session(), viewer=viewer(), now=clock.now(), size=SHOWN)
    unread = lists.unread_topics(session(), viewer=viewer(), size=SHOWN).items
    new = lists.new_topics(session(), viewer=viewer(), now=clock.now(), size=SHOWN).items
    return render(
        "home/index.html",
        unread=unread,
        new=new,
        calls=calls,
        now=clock.now(),
        boards=list_boards(session(), viewer=viewer()),
        needs=newest_needs(session()),
        meeting=meeting,
    )


@blueprint.get("/iag")
@access.public
def iag() -> Response:
    """The advisory group: mandate, meetings, membership, forums."""
    return render(
        "home/iag.html",
        meetings=list_meetings(session()),
        members=members_of_the_group(session()),
        boards=list_boards(session(), viewer=viewer()),
        today=clock.now().date(),
    )


@blueprint.get("/about")
@access.public
def about() -> Response:
    """What this site is, what it keeps of whom, whom to write to, and how it can be used."""
    settings = cast(ForumSettings, frame().settings)
    return render("home/about.html", contact=settings.contact)
