"""Showing a post to the moderators, and their page of it."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.flags.actions import flag_post, settle_flags
from forum_service.flags.labels import OUTCOMES, REASONS, reason_name
from forum_service.flags.queries import find_own_flag, flags_of
from forum_service.flags.rules import check_judges
from forum_service.flags.schemas import DecisionForm, FlagForm
from forum_service.moderation.labels import act_sentence
from forum_service.moderation.queries import acts_on
from forum_service.posts.queries import get_flagged_for, get_post_for
from forum_service.urls import post_url

blueprint = Blueprint("flags", __name__, url_prefix="/forum")


@blueprint.get("/posts/<int:post_id>/flag")
@access.member
def new(post_id: int) -> Response:
    """Why the moderators should look at a post."""
    post = get_post_for(session(), post_id, viewer=viewer())
    return _form(post, Form(FlagForm))


@blueprint.post("/posts/<int:post_id>/flag")
@access.member
@limits.flags
@idempotent
def create(post_id: int) -> AnyResponse:
    """Show a post to the moderators."""
    post = get_post_for(session(), post_id, viewer=viewer())
    form = form_from(FlagForm)
    if form.data is None:
        return _form(post, form, 422)
    with transaction() as work:
        origin = frame().settings.base_url
        flag_post(work, post, viewer(), **form.data, now=clock.now(), origin=origin)
    notice(_("The moderators will look at the post and tell you what they decide."))
    return see_other(post_url(post.topic_id, post.slug, post.number))


def _form(post: Row[Any], form: Form, status: int = 200) -> Response:
    options = [(name, *words) for name, words in REASONS.items()]
    own = find_own_flag(session(), post.id, viewer().id)
    return render("flags/new.html", status, post=post, form=form, options=options, own=own, outcomes=OUTCOMES)


@blueprint.get("/moderation/posts/<int:post_id>")
@access.member
def show(post_id: int) -> Response:
    """What moderators know of a post: its flags, who acted first, and what can be decided."""
    return _page(_get(post_id), Form(DecisionForm, initial={"decision": "hide"}))


@blueprint.post("/moderation/posts/<int:post_id>/decision")
@access.member
@idempotent
def decide(post_id: int) -> AnyResponse:
    """Settle the flags of a post."""
    post = _get(post_id)
    form = form_from(DecisionForm)
    if form.data is None:
        return _page(post, form, 422)
    with transaction() as work:
        origin = frame().settings.base_url
        settle_flags(work, post, viewer(), **form.data, now=clock.now(), origin=origin)
    notice(_("Settled. Those who showed you the post are told."))
    return see_other("/forum/moderation")


def _get(post_id: int) -> Row[Any]:
    post = get_flagged_for(session(), post_id, viewer=viewer())
    check_judges(viewer(), post)
    return post


def _page(post: Row[Any], form: Form, status: int = 200) -> Response:
    flags = flags_of(session(), post.id)
    done = acts_on(session(), [f"post/{post.id}"])
    return render(
        "flags/show.html",
        status,
        post=post,
        form=form,
        flags=flags,
        waiting=[flag for flag in flags if flag.outcome is None],
        done=done,
        act_sentence=act_sentence,
        reason_name=reason_name,
        outcomes=OUTCOMES,
    )
