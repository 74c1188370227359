"""The pages of the forums' rights, for the secretariat."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Invalid
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.boards.arranging import check_family
from forum_service.rights import queries
from forum_service.rights.actions import change_rights, check_rights
from forum_service.rights.rules import LISTS, changes_between
from forum_service.rights.schemas import RightsForm

blueprint = Blueprint("rights", __name__, url_prefix="/forum/staff/rights")


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """All forums with who may do what in them."""
    forums = queries.list_rights(session())
    return render("rights/index.html", forums=forums, names=queries.role_choices(session()))


@blueprint.get("/<slug>")
@access.roles(SECRETARIAT)
def edit(slug: str) -> Response:
    """The form of one forum."""
    forum = queries.get_rights(session(), slug)
    initial = {**_lists_of(forum), "approve_first": forum.approve_first}
    return _page(forum, Form(RightsForm, initial=initial))


@blueprint.post("/<slug>/preview")
@access.roles(SECRETARIAT)
def preview(slug: str) -> Response:
    """What the change would mean, before it is made."""
    forum = queries.get_rights(session(), slug)
    form, lists = _typed()
    if lists is None:
        return _page(forum, form, 422)
    changes = changes_between(_lists_of(forum), lists)
    touched = [change.name for change in changes]
    return _page(
        forum,
        form,
        changes=changes,
        before=queries.members_reached(session(), {name: getattr(forum, name) for name in touched}),
        after=queries.members_reached(session(), {name: lists[name] for name in touched}),
    )


@blueprint.post("/<slug>")
@access.roles(SECRETARIAT)
@idempotent
def update(slug: str) -> AnyResponse:
    """Change the rights of a forum."""
    forum = queries.get_rights(session(), slug)
    form, lists = _typed()
    if lists is None or form.data is None:
        return _page(forum, form, 422)
    approve_first = form.data["approve_first"]
    try:
        with transaction() as work:
            check_family(work, forum.id, lists["read_roles"])
            change_rights(work, forum, lists, approve_first=approve_first, actor=viewer(), now=clock.now())
    except Invalid as error:
        form.fail("read_roles", error.message)
        return _page(forum, form, 422)
    notice(_("The forum's rights are as you set them. The log of the moderators can take it back."))
    return see_other("/forum/staff/rights")


def _typed() -> tuple[Form, dict[str, list[str]] | None]:
    form = form_from(RightsForm)
    if form.data is None:
        return form, None
    lists = {name: sorted(set(form.data[name])) for name in LISTS}
    try:
        check_rights(lists, known=queries.role_choices(session()))
    except Invalid as error:
        for field, messages in (error.errors or {"_form": [error.message]}).items():
            for message in messages:
                form.fail(field, message)
        return form, None
    return form, lists


def _lists_of(forum: Row[Any]) -> dict[str, list[str]]:
    return {name: list(getattr(forum, name)) for name in LISTS}


def _page(forum: Row[Any], form: Form, status: int = 200, **values: Any) -> Response:
    names = queries.role_choices(session())
    known: dict[str, Any] = {"changes": None, "before": {}, "after": {}}
    return render("rights/edit.html", status, forum=forum, form=form, names=names, **(known | values))
