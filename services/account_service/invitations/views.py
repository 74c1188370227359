"""Invitations: sent and taken back by the secretariat, accepted by whoever got the mail."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.queries import find_by_email, get_account
from account_service.audit.views import acting
from account_service.challenges import browser
from account_service.groups.queries import group_options
from account_service.invitations import actions, queries, rules
from account_service.invitations.actions import Invitee
from account_service.invitations.models import Invitation
from account_service.invitations.schemas import InvitationForm
from account_service.limits import rules as limits
from account_service.limits.web import is_too_much
from account_service.profile.choices import interface_options
from account_service.roles.choices import centre_options, party_options, role_options
from account_service.roles.queries import centre_names, describe, group_slugs
from account_service.roles.rules import is_grantable
from account_service.roles.terms import Term, check_term
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT, parse
from corridor.errors import Invalid
from corridor.web import Form, idempotent, notice, paginate, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.i18n import current_language

blueprint = Blueprint("invitations", __name__, url_prefix="/account/invitations")


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """Who was invited, the latest first."""
    order = [Invitation.created_at.desc(), Invitation.id.desc()]
    page = paginate(queries.all_invitations(), order=order)
    names = centre_names(session(), [role for one in page.items for role in one.roles])
    return render("invitations/index.html", page=page, words=_worder(names), state=_state)


@blueprint.get("/new")
@access.roles(SECRETARIAT)
@recent
def new() -> Response:
    """Ask whom to invite."""
    return _page(Form(InvitationForm, initial={"language": current_language().code}))


@blueprint.post("")
@access.roles(SECRETARIAT)
@recent
@idempotent
def invite() -> Response:
    """Send the invitation."""
    form = Form(InvitationForm)
    typed = form.load(request.form)
    roles = _roles_of(form, typed) if typed else []
    if typed is None or form.errors:
        return _page(form, status=422)
    if is_too_much(form, "email", (limits.INVITE_BY_ACCOUNT, str(viewer().id))):
        return _page(form, status=429)
    with transaction() as work:
        who = _invitee(typed, roles)
        actions.invite(work, who, actor=acting(), settings=frame().settings, now=clock.now())
    notice(_("The invitation to %(email)s is on its way.", email=typed["email"]))
    return see_other(urls.INVITATIONS)


def _invitee(typed: dict[str, Any], roles: list[str]) -> Invitee:
    """The roles are said in the language of the mail."""
    names = centre_names(session(), roles)
    with force_locale(typed["language"]):
        words = [describe(role, language=typed["language"], centres=names) for role in roles]
    return Invitee(
        email=typed["email"],
        name=typed["name"],
        language=typed["language"],
        roles=roles,
        role_words=words,
        starts_on=typed["starts_on"],
        ends_on=typed["ends_on"],
    )


def _roles_of(form: Form, typed: dict[str, Any]) -> list[str]:
    roles = rules.chosen_roles(typed)
    centres = [slug for slug, _name in centre_options(session()) if slug]
    if not roles:
        form.fail("roles", _("Choose at least one role."))
    groups = group_slugs(session())
    for role in map(parse, roles):
        if not is_grantable(role.name, role.scope, centres=centres, groups=groups):
            form.fail("centre" if role.scope else "roles", _("This is not among the choices."))
    try:
        check_term(Term(starts_on=typed["starts_on"], ends_on=typed["ends_on"]), today=clock.now().date())
    except Invalid as error:
        form.fail("ends_on", error.message)
    return roles


def _page(form: Form, *, status: int = 200) -> Response:
    return render(
        "invitations/new.html",
        status,
        form=form,
        roles=[option for option in role_options() if option[0] in rules.PLAIN_ROLES],
        parties=party_options(),
        centres=centre_options(session()),
        groups=group_options(session()),
        interface_languages=interface_options(),
    )


@blueprint.post("/<uuid:invitation_id>/withdrawal")
@access.roles(SECRETARIAT)
@recent
@idempotent
def take_back(invitation_id: UUID) -> Response:
    """Void an open invitation."""
    with transaction() as work:
        invitation = queries.get_invitation(work, invitation_id)
        actions.take_back(work, invitation, actor=acting(), now=clock.now())
    notice(_("The invitation is withdrawn."))
    return see_other(urls.INVITATIONS)


@blueprint.get("/accept/<token>")
@access.public
def show(token: str) -> Response:
    """What one is invited to, and a button: scanners of mail follow links, and must not accept."""
    invitation = queries.find_by_token(session(), token)
    if invitation is None or _state(invitation) != "open":
        return render("invitations/over.html", 410)
    words = _worder(centre_names(session(), invitation.roles))
    return render("invitations/accept.html", invitation=invitation, token=token, words=words)


@blueprint.post("/accept/<token>")
@access.public
def accept(token: str) -> Response:
    """Take the roles; without an account, sign up first, with one, sign in to it first."""
    with transaction() as work:
        found = queries.find_by_token(work, token, lock=True)
        invitation = actions.check_open(found, now=clock.now())
        if viewer().signed_in:
            return _accept_as_viewer(invitation)
        if find_by_email(work, invitation.email):
            return see_other(urls.with_return(urls.SIGN_IN, urls.invitation_link(token)))
        cookie = actions.begin_sign_up(work, invitation, settings=frame().settings, now=clock.now())
    return browser.remember(see_other(urls.SIGN_UP_DETAILS), cookie)


def _accept_as_viewer(invitation: Invitation) -> Response:
    account = get_account(session(), viewer().id)
    actions.accept(session(), invitation, account, settings=frame().settings, now=clock.now())
    notice(_("Welcome. Your new roles are at work."))
    return see_other(urls.PROFILE)


def _state(invitation: Invitation) -> str:
    return rules.state(
        accepted=bool(invitation.accepted_at),
        revoked=bool(invitation.revoked_at),
        over=clock.now() > invitation.expires_at,
    )


def _worder(centres: dict[str, str]) -> Callable[[str], str]:
    """Says roles in the reader's language."""
    language = current_language().code
    return lambda role: describe(role, language=language, centres=centres)
