"""Polls: making them, voting, and what came of it."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, Forbidden
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service import limits
from forum_service.composer.schemas import DETECT
from forum_service.localtime import both_times, zone_hint
from forum_service.polls import actions, rules
from forum_service.polls.models import Results
from forum_service.polls.queries import count_voters, get_poll_for, names_of, options_of, rights_of_board
from forum_service.polls.schemas import PollForm, VoteForm
from forum_service.posts.place import Author
from forum_service.refusals import show_refusal
from forum_service.sanctions.speaking import check_appears_at_once, check_may_speak
from forum_service.topics.queries import get_topic_for
from forum_service.topics.views import chosen_language
from forum_service.urls import topic_url

blueprint = Blueprint("polls", __name__, url_prefix="/forum")
for helper in (both_times, zone_hint):
    blueprint.add_app_template_global(helper, helper.__name__)

_RESULTS = [
    (Results.ALWAYS.value, lazy_gettext("At any time")),
    (Results.VOTED.value, lazy_gettext("To who has voted")),
    (Results.CLOSED.value, lazy_gettext("When the poll is closed")),
]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A poll as one reader sees it."""

    poll: Row[Any]
    options: Any
    voters: int
    names: dict[int, list[Row[Any]]]
    closed: bool
    results: bool
    may_close: bool
    form: Form

    @property
    def voted(self) -> bool:
        return any(option.mine for option in self.options)


@blueprint.get("/polls/<int:poll_id>")
@access.member
def show(poll_id: int) -> Response:
    """A poll on its own page."""
    return render("polls/show.html", shown=_shown(poll_id))


@blueprint.get("/polls/<int:poll_id>/panel")
@access.member
def panel(poll_id: int) -> Response:
    """A poll for the top of its topic."""
    return render("polls/_panel.html", shown=_shown(poll_id))


def _shown(poll_id: int, form: Form | None = None) -> Shown:
    poll, me = get_poll_for(session(), poll_id, viewer=viewer()), viewer().id
    options = options_of(session(), poll.id, account_id=me)
    mine = [option.id for option in options if option.mine]
    closed = rules.is_closed(poll.closes_at, now=clock.now())
    results = rules.shows_results(poll.results, voted=bool(mine), closed=closed)
    return Shown(
        poll=poll,
        options=options,
        voters=count_voters(session(), poll.id),
        names=names_of(session(), poll.id) if results and not poll.anonymous else {},
        closed=closed,
        results=results,
        may_close=not closed and _may_close(poll),
        form=form or Form(VoteForm, initial={"option": mine}),
    )


@blueprint.get("/t/<int:topic_id>/polls/new")
@access.member
def compose(topic_id: int) -> Response:
    """The form of a new poll."""
    form = Form(PollForm, initial={"results": Results.ALWAYS.value, "language": DETECT})
    return render("polls/new.html", topic=_topic_to_ask_in(topic_id), form=form, results=_RESULTS)


@blueprint.post("/t/<int:topic_id>/polls")
@access.member
@limits.posts
@idempotent
def create(topic_id: int) -> AnyResponse:
    """Make a poll."""
    topic, form = _topic_to_ask_in(topic_id), form_from(PollForm)
    status = 422
    try:
        if form.data is not None:
            return see_other(_open(topic, form.data))
    except CorridorError as error:
        status = show_refusal(form, error)
    return render("polls/new.html", status, topic=topic, form=form, results=_RESULTS)


def _topic_to_ask_in(topic_id: int) -> Row[Any]:
    topic, who = get_topic_for(session(), topic_id, viewer=viewer()), viewer()
    rights = rights_of_board(session(), topic.board_id)
    check_appears_at_once(session(), who, topic.board_id, private=topic.private)
    if not rules.may_poll(who.id, who.roles, rights, author_id=topic.author_id, closed=topic.closed):
        raise Forbidden(_("Only the author of a topic and the moderators make polls in it."))
    return topic


def _open(topic: Row[Any], data: dict[str, Any]) -> str:
    language = chosen_language({**data, "raw": f"{data['question']}\n{data['options']}"})
    question = actions.Question(**{**data, "language": language})
    with transaction() as work:
        actions.open_poll(work, topic, Author.of(viewer()).id, question, now=clock.now())
    return topic_url(topic.id, topic.slug)


@blueprint.post("/polls/<int:poll_id>/votes")
@access.member
@limits.marks
@idempotent
def vote(poll_id: int) -> AnyResponse:
    """Vote, or vote again."""
    poll, form = get_poll_for(session(), poll_id, viewer=viewer()), form_from(VoteForm)
    status = 422
    try:
        if form.data is not None:
            check_may_speak(session(), viewer().id, poll.board_id)
            with transaction() as work:
                actions.vote(work, poll.id, Author.of(viewer()).id, form.data["option"], now=clock.now())
            notice(_("Your vote is counted."))
            return see_other(topic_url(poll.topic_id, poll.slug))
    except CorridorError as error:
        status = show_refusal(form, error)
    return render("polls/show.html", status, shown=_shown(poll.id, form))


@blueprint.post("/polls/<int:poll_id>/closing")
@access.member
def close(poll_id: int) -> AnyResponse:
    """End a poll."""
    poll = get_poll_for(session(), poll_id, viewer=viewer())
    if not _may_close(poll):
        raise Forbidden(_("Only the author of a topic and the moderators close its polls."))
    with transaction() as work:
        actions.close_poll(work, poll.id, now=clock.now())
    return see_other(f"/forum/polls/{poll.id}")


def _may_close(poll: Row[Any]) -> bool:
    return rules.may_poll(viewer().id, viewer().roles, poll, author_id=poll.opened_by, closed=False)
