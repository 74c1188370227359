"""The owners' page of a group: requests, members with their terms, other owners, handing over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.folding import typed_handle
from account_service.accounts.queries import get_account, get_by_handle
from account_service.groups import actions, members, queries
from account_service.groups.models import Group
from account_service.groups.schemas import DecisionForm, HandoverForm, MemberForm, OwnerForm, TermForm
from account_service.groups.views import by_viewer, kept_group, may_keep
from account_service.roles.actions import take_role
from account_service.roles.terms import Term
from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, Invalid, NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction

blueprint = Blueprint("group_desk", __name__, url_prefix="/account/groups/<slug>")


@blueprint.get("/desk")
@access.member
def show(slug: str) -> Response:
    """What waits for the owners."""
    return _page(kept_group(slug))


def _page(
    group: Group, *, form: Form | None = None, owner: Form | None = None, status: int = 200
) -> Response:
    people = queries.members_of(session(), group.slug)
    return render(
        "groups/desk.html",
        status,
        group=group,
        requests=queries.open_requests(session(), group.slug),
        members=people,
        principals=_principals(people),
        owners=queries.owners_of(session(), group.slug),
        form=form or Form(MemberForm),
        owner=owner or Form(OwnerForm),
    )


def _principals(people: Sequence[Any], *, but: UUID | None = None) -> list[tuple[str, str]]:
    others = [row.Account for row in people if row.Account.account_id != but]
    return [("", _("Nobody")), *((str(one.account_id), one.name) for one in others)]


def _failed(form: Form, error: CorridorError, field: str = "handle") -> Form:
    found = error.errors if isinstance(error, Invalid) and error.errors else {field: [error.message]}
    for name, messages in found.items():
        for message in messages:
            form.fail(name, message)
    return form


def _term(data: dict[str, Any]) -> Term:
    return Term(starts_on=data["starts_on"], ends_on=data["ends_on"], alternate_for=data.get("alternate_for"))


@blueprint.post("/members")
@access.member
@idempotent
def add(slug: str) -> Response:
    """Take somebody in."""
    group = kept_group(slug)
    form = form_from(MemberForm)
    if form.data is None:
        return _page(group, form=form, status=422)
    try:
        with transaction() as work:
            account = get_by_handle(work, typed_handle(form.data["handle"]))
            members.take_in(work, kept_group(slug, lock=True), account, term=_term(form.data), by=by_viewer())
    except CorridorError as error:
        return _page(group, form=_failed(form, error), status=error.status)
    notice(_("%(name)s is in the group.", name=account.name))
    return see_other(urls.group_desk(slug))


@blueprint.post("/requests/<uuid:request_id>")
@access.member
@idempotent
def decide(slug: str, request_id: UUID) -> Response:
    """Say yes or no to somebody who asks."""
    form = form_from(DecisionForm)
    if form.data is None:
        raise Invalid(_("Say yes or no."), errors=form.errors)
    with transaction() as work:
        group = kept_group(slug, lock=True)
        asked = queries.get_request(work, slug, request_id)
        members.decide_request(
            work,
            group,
            asked,
            accepted=form.data["accepted"] == "yes",
            answer=form.data["answer"],
            by=by_viewer(),
        )
    notice(_("Your answer is on its way."))
    return see_other(urls.group_desk(slug))


@blueprint.get("/members/<uuid:grant_id>")
@access.member
def edit_term(slug: str, grant_id: UUID) -> Response:
    """The term of a member, ready to be changed."""
    group = kept_group(slug)
    row = queries.get_membership(session(), slug, grant_id)
    days = {name: getattr(row.RoleGrant, name) or "" for name in ("starts_on", "ends_on", "alternate_for")}
    return _term_page(group, row, Form(TermForm, initial=days))


def _term_page(group: Group, row: Any, form: Form, *, status: int = 200) -> Response:
    others = queries.members_of(session(), group.slug)
    principals = _principals(others, but=row.Account.account_id)
    return render("groups/term.html", status, group=group, row=row, form=form, principals=principals)


@blueprint.post("/members/<uuid:grant_id>")
@access.member
def change_term(slug: str, grant_id: UUID) -> Response:
    """Keep other days."""
    group = kept_group(slug)
    row = queries.get_membership(session(), slug, grant_id)
    form = form_from(TermForm)
    if form.data is None:
        return _term_page(group, row, form, status=422)
    try:
        with transaction() as work:
            group = kept_group(slug, lock=True)
            row = queries.get_membership(work, slug, grant_id)
            term = _term(form.data)
            members.change_term(work, group, row.RoleGrant, row.Account, term=term, by=by_viewer())
    except CorridorError as error:
        return _term_page(group, row, _failed(form, error, "ends_on"), status=error.status)
    notice(_("The term is changed."))
    return see_other(urls.group_desk(slug))


@blueprint.get("/members/<uuid:grant_id>/removal")
@access.member
def confirm_removal(slug: str, grant_id: UUID) -> Response:
    """Ask once more."""
    group = kept_group(slug)
    return render("groups/remove.html", group=group, row=queries.get_membership(session(), slug, grant_id))


@blueprint.post("/members/<uuid:grant_id>/removal")
@access.member
@idempotent
def remove(slug: str, grant_id: UUID) -> Response:
    """Let a member go."""
    with transaction() as work:
        kept_group(slug, lock=True)
        row = queries.get_membership(work, slug, grant_id)
        by = by_viewer()
        take_role(work, row.Account, row.RoleGrant, actor=by.actor, now=by.now)
    notice(_("%(name)s is no longer in the group.", name=row.Account.name))
    return see_other(urls.group_desk(slug))


@blueprint.get("/members/<uuid:grant_id>/handover")
@access.member
def handover(slug: str, grant_id: UUID) -> Response:
    """Who follows, and what passes on: for the member, the owners and the secretariat."""
    group, row = _to_hand_over(slug, grant_id)
    first = row.RoleGrant.ends_on or clock.now().date()
    return _handover_page(group, row, Form(HandoverForm, initial={"starts_on": first, "ownership": "true"}))


def _to_hand_over(slug: str, grant_id: UUID) -> tuple[Group, Any]:
    group = queries.get_group(session(), slug)
    row = queries.get_membership(session(), slug, grant_id)
    if row.Account.account_id != viewer().id and not may_keep(group):
        raise NotFound(_("There is no such membership."))
    return group, row


def _handover_page(group: Group, row: Any, form: Form, *, status: int = 200) -> Response:
    others = queries.members_of(session(), group.slug)
    mine = row.Account.account_id
    return render(
        "groups/handover.html",
        status,
        group=group,
        row=row,
        form=form,
        alternates=[one for one in others if one.RoleGrant.alternate_for == mine],
        owns=mine in [owner.account_id for owner in queries.owners_of(session(), group.slug)],
    )


@blueprint.post("/members/<uuid:grant_id>/handover")
@access.member
@idempotent
def hand_over(slug: str, grant_id: UUID) -> Response:
    """Pass the membership on."""
    group, row = _to_hand_over(slug, grant_id)
    form = form_from(HandoverForm)
    if form.data is None:
        return _handover_page(group, row, form, status=422)
    by = by_viewer()
    try:
        with transaction() as work:
            successor = get_by_handle(work, typed_handle(form.data["handle"]))
            _check_successor(group, successor.account_id)
            term = Term(starts_on=form.data["starts_on"], ends_on=form.data["ends_on"])
            members.hand_over(
                work, group, row.RoleGrant, successor, term=term, by=by, as_owner=may_keep(group)
            )
            if form.data["ownership"]:
                giver, taker = row.Account.account_id, successor.account_id
                actions.pass_ownership(work, group, giver, taker, actor=by.actor)
    except CorridorError as error:
        return _handover_page(group, row, _failed(form, error), status=error.status)
    notice(_("%(name)s follows from %(day)s on.", name=successor.name, day=form.data["starts_on"]))
    return see_other(urls.group(slug))


def _check_successor(group: Group, successor: UUID) -> None:
    """Members pass on to somebody who is in the group, such as their alternate; owners to anybody."""
    if not may_keep(group) and queries.find_membership(session(), group.slug, successor) is None:
        message = _("Only the owners can take in somebody new. Ask them, or name somebody of the group.")
        raise Invalid(message, errors={"handle": [message]})


@blueprint.post("/owners")
@access.member
@idempotent
def add_owner(slug: str) -> Response:
    """Let somebody else decide too."""
    group = kept_group(slug)
    form = form_from(OwnerForm)
    if form.data is None:
        return _page(group, owner=form, status=422)
    try:
        with transaction() as work:
            account = get_by_handle(work, typed_handle(form.data["handle"]))
            actions.add_owner(work, group, account.account_id, actor=by_viewer().actor)
    except CorridorError as error:
        return _page(group, owner=_failed(form, error), status=error.status)
    notice(_("%(name)s decides with you.", name=account.name))
    return see_other(urls.group_desk(slug))


@blueprint.post("/owners/<uuid:account_id>/removal")
@access.member
def remove_owner(slug: str, account_id: UUID) -> Response:
    """Somebody decides no more."""
    with transaction() as work:
        group = kept_group(slug, lock=True)
        actions.remove_owner(work, group, get_account(work, account_id).account_id, actor=by_viewer().actor)
    notice(_("The owner is removed."))
    return see_other(urls.group(slug))
