"""The page of a meeting, answering whether one comes, and calendars."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import Viewer, access, viewer
from corridor.auth.viewer import ANONYMOUS
from corridor.errors import Forbidden, NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.meetings import actions, queries
from forum_service.meetings.ics import calendar_of, first_moment
from forum_service.meetings.models import Meeting
from forum_service.meetings.rules import invited_to, may_prepare
from forum_service.meetings.schemas import AnswerForm
from forum_service.posts.place import Author
from forum_service.sanctions.suspended import suspended
from forum_service.uploads.rules import file_url, size_in_words

blueprint = Blueprint("meetings", __name__, url_prefix="/iag")
# Where calendars go that are shared with everybody.
ICS = "text/calendar; charset=utf-8"


@blueprint.get("/meetings")
@access.public
def index() -> AnyResponse:
    """The list of meetings stands on the page of the group."""
    return see_other("/iag#meetings")


@blueprint.get("/meetings/<slug>")
@access.public
def show(slug: str) -> Response:
    """A meeting for everybody; who comes, and the link to join, for those invited."""
    return _show(queries.get_meeting(session(), slug), None)


def _show(meeting: Meeting, form: Form | None, *, status: int = 200) -> Response:
    me = _reader()
    mine = queries.find_answer(session(), meeting.id, me.id)
    people = queries.people_of(session(), meeting) if me.is_member else []
    answered = {"answer": mine.answer, "words": mine.words} if mine else {}
    return render(
        "meetings/show.html",
        status,
        meeting=meeting,
        files=queries.files_of(session(), meeting),
        file_url=file_url,
        size_in_words=size_in_words,
        begins=first_moment(meeting),
        discussion=queries.find_discussion(session(), meeting, viewer=me),
        people=people,
        invited=me.is_member and invited_to(meeting.invited_roles, me.roles),
        prepares=may_prepare(me.roles),
        mine=mine,
        form=form or Form(AnswerForm, initial=answered),
        today=clock.now().date(),
    )


@blueprint.post("/meetings/<slug>/answers")
@access.member
@idempotent
def answer(slug: str) -> AnyResponse:
    """Say whether one comes."""
    meeting = queries.get_meeting(session(), slug)
    if not invited_to(meeting.invited_roles, viewer().roles):
        raise Forbidden(_("This meeting is for others."))
    form = form_from(AnswerForm)
    if form.data is None:
        return _show(meeting, form, status=422)
    with transaction() as work:
        actions.answer_meeting(work, meeting, Author.of(viewer()).id, **form.data, now=clock.now())
    notice(_("Your answer is kept. You can change it until the meeting."))
    return see_other(f"/iag/meetings/{slug}")


@blueprint.get("/meetings/<slug>/meeting.ics")
@access.public
def ics(slug: str) -> Response:
    """One meeting for a calendar."""
    meeting = queries.get_meeting(session(), slug)
    private = _reader().is_member and invited_to(meeting.invited_roles, _reader().roles)
    return _calendar([meeting], name=meeting.title, private=private)


def _reader() -> Viewer:
    """The viewer; who is suspended sees what everybody sees."""
    who = viewer()
    is_held = who.id is not None and suspended().find(who.id, now=clock.now()) is not None
    return ANONYMOUS if is_held else who


def _calendar(meetings: list[Meeting], *, name: str, private: bool) -> Response:
    origin = frame().settings.base_url
    answer = Response(calendar_of(meetings, name=name, origin=origin, private=private), content_type=ICS)
    answer.headers["Content-Disposition"] = "inline; filename=corridor.ics"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@blueprint.get("/calendar")
@access.member
def calendar() -> Response:
    """The address of one's calendar: made, made anew, revoked."""
    return render("meetings/calendar.html", key=queries.find_key(session(), viewer().id), address="")


@blueprint.post("/calendar")
@access.member
def subscribe() -> Response:
    """A new address, shown this once."""
    with transaction() as work:
        secret = actions.new_calendar_key(work, Author.of(viewer()).id, now=clock.now())
        key = queries.find_key(work, viewer().id)
    address = f"{frame().settings.base_url.rstrip('/')}/iag/calendar/{secret}.ics"
    shown = render("meetings/calendar.html", key=key, address=address)
    shown.headers["Cache-Control"] = "no-store"
    shown.headers["Referrer-Policy"] = "no-referrer"
    return shown


@blueprint.post("/calendar/revocation")
@access.member
def revoke() -> AnyResponse:
    """No address any more."""
    with transaction() as work:
        actions.revoke_calendar_key(work, Author.of(viewer()).id)
    notice(_("The address is void. Calendars that used it get no more news."))
    return see_other("/iag/calendar")


@blueprint.get("/calendar/<secret>.ics")
@access.public
def feed(secret: str) -> Response:
    """The meetings of whoever has this secret, for a calendar program that cannot sign in."""
    owner = queries.find_owner(session(), actions.digest(secret))
    if owner is None or not owner.roles:
        raise NotFound(_("This calendar does not exist any more."))
    return _calendar(queries.meetings_for(session(), owner), name="Corridor", private=True)
