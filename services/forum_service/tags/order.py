"""What staff do with tags: say what they mean, group them, put other words right."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.tags.grouping import arrange_group, keep_tag, remove_group
from forum_service.tags.queries import get_group, get_tag, list_groups, synonyms_of, tags_in
from forum_service.tags.removing import drop_tag
from forum_service.tags.rules import as_slug, read_tags
from forum_service.tags.schemas import GroupForm, TagForm
from forum_service.urls import tag_url

blueprint = Blueprint("tag_order", __name__, url_prefix="/forum")


@blueprint.get("/tag/<slug>/edit")
@access.roles("moderator", "secretariat")
def edit(slug: str) -> Response:
    """The form of a tag."""
    tag = get_tag(session(), as_slug(slug), viewer=viewer())
    words = ", ".join(synonyms_of(session(), tag.slug))
    initial = {
        "slug": tag.slug,
        "group": tag.group_slug or "",
        "description": tag.description,
        "synonyms": words,
    }
    return _show_tag(tag, Form(TagForm, initial=initial))


@blueprint.post("/tag/<slug>/edit")
@access.roles("moderator", "secretariat")
@idempotent
def update(slug: str) -> AnyResponse:
    """Keep what is said of a tag; another name renames it everywhere."""
    tag = get_tag(session(), as_slug(slug), viewer=viewer())
    form = form_from(TagForm)
    if form.data is None:
        return _show_tag(tag, form, 422)
    try:
        with transaction() as work:
            keep_tag(work, tag.slug, form.data, actor=viewer(), now=clock.now())
    except CorridorError as error:
        return _show_tag(tag, _failed(form, error), error.status)
    notice(_("The tag is kept."))
    return see_other(tag_url(form.data["slug"]))


@blueprint.post("/tag/<slug>/removal")
@access.roles("moderator", "secretariat")
@idempotent
def remove(slug: str) -> AnyResponse:
    """Take a tag from all topics; the record can put it back."""
    tag = get_tag(session(), as_slug(slug), viewer=viewer())
    with transaction() as work:
        drop_tag(work, tag.slug, actor=viewer(), now=clock.now())
    notice(_("The tag is gone from all topics. The record of moderation can put it back."))
    return see_other("/forum/tags")


@blueprint.get("/tags/groups/new")
@access.roles("moderator", "secretariat")
def new_group() -> Response:
    """The form of a new group."""
    return render("tags/group.html", group=None, form=Form(GroupForm, initial={"position": 1}))


@blueprint.post("/tags/groups")
@access.roles("moderator", "secretariat")
@idempotent
def create_group() -> AnyResponse:
    """Keep a new group."""
    return _keep_group(None)


@blueprint.get("/tags/groups/<slug>")
@access.roles("moderator", "secretariat")
def edit_group(slug: str) -> Response:
    """The form of a group."""
    group = get_group(session(), slug)
    initial = {
        "name": group.name,
        "position": group.position,
        "staff_only": group.staff_only,
        "one_only": group.one_only,
        "tags": ", ".join(tags_in(session(), slug)),
    }
    return render("tags/group.html", group=group, form=Form(GroupForm, initial=initial))


@blueprint.post("/tags/groups/<slug>")
@access.roles("moderator", "secretariat")
@idempotent
def update_group(slug: str) -> AnyResponse:
    """Keep a group."""
    return _keep_group(get_group(session(), slug))


@blueprint.post("/tags/groups/<slug>/removal")
@access.roles("moderator", "secretariat")
@idempotent
def remove_tag_group(slug: str) -> AnyResponse:
    """Take the group away; its tags stay."""
    group = get_group(session(), slug)
    with transaction() as work:
        remove_group(work, group.slug)
    notice(_("The group is gone; its tags stay."))
    return see_other("/forum/tags")


def _keep_group(group: Any) -> AnyResponse:
    form = form_from(GroupForm)
    if form.data is None:
        return render("tags/group.html", 422, group=group, form=form)
    try:
        with transaction() as work:
            fields = {**form.data, "tags": read_tags(form.data["tags"])}
            arrange_group(work, group.slug if group else None, fields)
    except CorridorError as error:
        return render("tags/group.html", error.status, group=group, form=_failed(form, error))
    notice(_("The group is kept."))
    return see_other("/forum/tags")


def _show_tag(tag: Any, form: Form, status: int = 200) -> Response:
    return render("tags/tag.html", status, tag=tag, form=form, groups=list_groups(session()))


def _failed(form: Form, error: CorridorError) -> Form:
    form.fail("_form", error.message)
    return form
