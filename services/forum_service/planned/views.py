"""Planned posts: writing, listing, changing, cancelling."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service import limits
from forum_service.boards.labels import board_name
from forum_service.boards.queries import list_boards, pick_board
from forum_service.composer.schemas import DETECT
from forum_service.localtime import as_typed
from forum_service.planned import actions, rules
from forum_service.planned.queries import count_waiting, get_plan, list_plans
from forum_service.planned.schemas import ReplyPlanForm, TopicPlanForm
from forum_service.planned.urls import plan_url
from forum_service.posts.place import Author, Words
from forum_service.refusals import show_refusal
from forum_service.topics.queries import get_topic_for
from forum_service.topics.views import chosen_language

blueprint = Blueprint("planned", __name__, url_prefix="/forum/planned")
blueprint.add_app_template_global(plan_url, "plan_url")

PLANS = "/forum/planned"


@blueprint.get("")
@access.member
def index() -> Response:
    """What waits, what was refused, what was done."""
    return render("planned/index.html", plans=list_plans(session(), viewer=viewer()))


@blueprint.get("/new")
@access.member
def compose() -> Response:
    """The form of a new plan: ?topic= for a reply, else for a topic, ?forum= chooses where."""
    topic = request.args.get("topic", type=int)
    return _composer(_form({"topic": topic, "forum": request.args.get("forum", "")}))


@blueprint.post("/new")
@access.member
def continue_composing() -> Response:
    """The form with what was typed in the composer: nothing of it is lost on the way."""
    kind, _slash, number = request.form.get("_draft_key", "").partition("/")
    names = ("title", "forum", "raw", "language", "reply_to")
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in names}
    reply = kind == "reply" and number.isascii() and number.isdigit() and len(number) < 19
    topic = int(number) if reply else None
    return _composer(_form({**typed, "topic": topic}))


@blueprint.post("")
@access.member
@limits.posts
@idempotent
def create() -> AnyResponse:
    """Plan a post."""
    form = form_from(ReplyPlanForm if request.form.get("topic") else TopicPlanForm)
    status = 422
    try:
        if form.data is not None:
            _plan(form.data)
            notice(_("It will be posted at its time, and you will be told."))
            return see_other(PLANS)
    except CorridorError as error:
        status = show_refusal(form, error)
    return _composer(form, status)


def _plan(data: dict[str, Any]) -> None:
    rules.check_count(count_waiting(session(), viewer=viewer()))
    with transaction() as work:
        actions.plan_post(work, Author.of(viewer()).id, _plan_of(data), now=clock.now())


def _plan_of(data: dict[str, Any]) -> actions.Plan:
    """What the form says, with a place that the writer sees."""
    words = Words(raw=data["raw"], language=chosen_language(data), reply_to=data.get("reply_to"))
    if "topic" in data:
        topic = get_topic_for(session(), data["topic"], viewer=viewer())
        return actions.Plan(words=words, post_at=data["post_at"], topic_id=topic.id, title=topic.title)
    board = pick_board(list_boards(session(), viewer=viewer()), data["forum"])
    title = data["title"].strip()
    return actions.Plan(words=words, post_at=data["post_at"], board_id=board.id, title=title)


@blueprint.get("/<int:plan_id>")
@access.member
def edit(plan_id: int) -> Response:
    """The form of a plan."""
    plan = get_plan(session(), plan_id, viewer=viewer())
    rules.check_changeable(plan.state)
    values = {
        "topic": plan.topic_id,
        "forum": plan.board_slug,
        "title": plan.title,
        "raw": plan.raw,
        "language": plan.language,
        "reply_to": plan.reply_to or "",
        "post_at": as_typed(plan.post_at),
    }
    return _composer(_form(values), plan=plan)


@blueprint.post("/<int:plan_id>")
@access.member
@idempotent
def change(plan_id: int) -> AnyResponse:
    """Change a plan."""
    plan = get_plan(session(), plan_id, viewer=viewer())
    form = form_from(ReplyPlanForm if plan.topic_id else TopicPlanForm)
    status = 422
    try:
        if form.data is not None:
            if plan.topic_id:
                form.data["topic"] = plan.topic_id
            with transaction() as work:
                actions.change_plan(work, plan.id, _plan_of(form.data), now=clock.now())
            notice(_("The change is kept."))
            return see_other(PLANS)
    except CorridorError as error:
        status = show_refusal(form, error)
    return _composer(form, status, plan=plan)


@blueprint.post("/<int:plan_id>/cancellation")
@access.member
def cancel(plan_id: int) -> AnyResponse:
    """Do not post it."""
    plan = get_plan(session(), plan_id, viewer=viewer())
    with transaction() as work:
        actions.cancel_plan(work, plan.id, now=clock.now())
    notice(_("It will not be posted."))
    return see_other(PLANS)


def _form(values: dict[str, Any]) -> Form:
    tomorrow = as_typed(clock.now() + timedelta(days=1))
    initial = {"language": DETECT, "post_at": tomorrow} | {k: v for k, v in values.items() if v}
    return Form(ReplyPlanForm if values["topic"] else TopicPlanForm, initial=initial)


def _composer(form: Form, status: int = 200, *, plan: Row[Any] | None = None) -> Response:
    topic = _topic_of(form)
    boards = [] if topic else [one for one in list_boards(session(), viewer=viewer()) if one.may_open]
    forums = [("", _("Choose a forum")), *((one.slug, board_name(one.slug, one.name)) for one in boards)]
    return render("planned/new.html", status, form=form, topic=topic, forums=forums, plan=plan)


def _topic_of(form: Form) -> Row[Any] | None:
    """The topic of a reply; raises NotFound where the writer does not see it."""
    if not isinstance(form.schema, ReplyPlanForm):
        return None
    number = str(form.value("topic"))
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotFound(_("There is no such topic."))
    return get_topic_for(session(), int(number), viewer=viewer())
