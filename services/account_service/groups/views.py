"""Groups: the list, the page of one, founding and changing it, asking to join, leaving."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.queries import get_account
from account_service.audit.views import acting
from account_service.groups import actions, queries, rules
from account_service.groups.acting import By
from account_service.groups.models import Group
from account_service.groups.schemas import GroupForm, RequestForm
from account_service.roles.actions import take_role
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame

blueprint = Blueprint("groups", __name__, url_prefix="/account/groups")
_FIELDS = ("name", "description", "admission", "writable", "term_months")


def by_viewer() -> By:
    """The viewer, now."""
    return By(actor=acting(), settings=frame().settings, now=clock.now())


def kept_group(slug: str, *, lock: bool = False) -> Group:
    """The group, if the viewer decides about it."""
    group = queries.get_group(session(), slug, lock=lock)
    if not may_keep(group):
        raise actions.NotYours(_("Only the owners of the group and the secretariat decide about it."))
    return group


def may_keep(group: Group) -> bool:
    """Whether the viewer decides about the group."""
    owners = [owner.account_id for owner in queries.owners_of(session(), group.slug)]
    return rules.may_keep(viewer().id, viewer().roles, owners)


@blueprint.get("")
@access.member
def index() -> Response:
    """All groups, mine marked."""
    return render("groups/index.html", groups=queries.list_groups(session(), me=viewer().id))


@blueprint.get("/<slug>")
@access.member
def show(slug: str) -> Response:
    """One group and who is in it."""
    return _show(slug, Form(RequestForm))


def _show(slug: str, form: Form, *, status: int = 200) -> Response:
    group = queries.get_group(session(), slug)
    people = queries.members_of(session(), slug)
    mine = queries.find_membership(session(), slug, viewer().id)
    return render(
        "groups/show.html",
        status,
        group=group,
        members=[row for row in people if row.RoleGrant.begun],
        coming=[row for row in people if not row.RoleGrant.begun],
        owners=queries.owners_of(session(), slug),
        mine=mine,
        asked=queries.find_request(session(), slug, viewer().id),
        keeps=may_keep(group),
        form=form,
    )


@blueprint.get("/new")
@access.roles(SECRETARIAT)
@recent
def new() -> Response:
    """Ask what the group is."""
    return render("groups/edit.html", form=Form(GroupForm, initial={"admission": rules.REQUEST}), group=None)


@blueprint.post("")
@access.roles(SECRETARIAT)
@recent
@idempotent
def found() -> Response:
    """Found the group."""
    form = form_from(GroupForm)
    if form.data is None:
        return render("groups/edit.html", 422, form=form, group=None)
    with transaction() as work:
        group = actions.found_group(work, form.data, actor=acting(), now=clock.now())
    notice(_("The group is there. Take its members in, and name other owners if you like."))
    return see_other(urls.group_desk(group.slug))


@blueprint.get("/<slug>/edit")
@access.member
def edit(slug: str) -> Response:
    """Change words and ways in."""
    group = kept_group(slug)
    form = Form(GroupForm, initial={name: _shown(getattr(group, name)) for name in _FIELDS})
    return render("groups/edit.html", form=form, group=group)


def _shown(value: Any) -> Any:
    return "" if value is None else value


@blueprint.post("/<slug>/edit")
@access.member
def change(slug: str) -> Response:
    """Keep the changes."""
    group = kept_group(slug)
    form = form_from(GroupForm)
    if form.data is None:
        return render("groups/edit.html", 422, form=form, group=group)
    with transaction() as work:
        actions.change_group(work, kept_group(slug, lock=True), form.data, actor=acting())
    notice(_("The group is changed."))
    return see_other(urls.group(slug))


@blueprint.post("/<slug>/requests")
@access.member
@idempotent
def ask(slug: str) -> Response:
    """Ask to join."""
    form = form_from(RequestForm)
    if form.data is None:
        return _show(slug, form, status=422)
    with transaction() as work:
        account = get_account(work, viewer().id)
        group = queries.get_group(work, slug, lock=True)
        settings = frame().settings
        actions.ask_to_join(work, group, account, form.data["words"], settings=settings, now=clock.now())
    notice(_("Your request is with the owners of the group. You will hear from them."))
    return see_other(urls.group(slug))


@blueprint.post("/<slug>/requests/withdrawal")
@access.member
def take_back(slug: str) -> Response:
    """Do not ask any more."""
    with transaction() as work:
        queries.get_group(work, slug, lock=True)
        open_request = queries.find_request(work, slug, viewer().id)
        if open_request is None:
            raise queries.RequestNotFound(_("This request was answered or taken back."))
        actions.take_back_request(open_request, now=clock.now())
    notice(_("Your request is taken back."))
    return see_other(urls.group(slug))


@blueprint.route("/<slug>/leaving", methods=["GET", "POST"])
@access.member
def leave(slug: str) -> Response:
    """Leave the group, after a question."""
    group = queries.get_group(session(), slug)
    mine = queries.find_membership(session(), slug, viewer().id)
    if mine is None:
        raise queries.GroupNotFound(_("You are not in this group."))
    if request.method == "GET":
        return render("groups/leave.html", group=group, grant=mine)
    with transaction() as work:
        account = get_account(work, viewer().id)
        take_role(work, account, mine, actor=acting(), now=clock.now(), act="group_left")
    notice(_("You left the group."))
    return see_other(urls.GROUPS)


@blueprint.route("/<slug>/closing", methods=["GET", "POST"])
@access.roles(SECRETARIAT)
@recent
def close(slug: str) -> Response:
    """End the group, after a question."""
    group = queries.get_group(session(), slug)
    if request.method == "GET":
        return render("groups/close.html", group=group, members=queries.members_of(session(), slug))
    with transaction() as work:
        actions.close_group(work, queries.get_group(work, slug, lock=True), by=by_viewer())
    notice(_("The group is closed. What it wrote stays."))
    return see_other(urls.GROUPS)
