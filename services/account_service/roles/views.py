"""Grant and withdraw roles: chosen on one page, confirmed on the next."""

from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.queries import get_by_handle
from account_service.audit.views import acting
from account_service.roles import actions, queries, rules
from account_service.roles.choices import centre_options, party_options, role_options
from account_service.roles.schemas import GrantForm, RoleForm
from account_service.roles.terms import Term
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access
from corridor.auth.roles import SECRETARIAT, Role
from corridor.errors import Invalid
from corridor.web import Form, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.i18n import current_language

blueprint = Blueprint("roles", __name__, url_prefix="/account/members/<handle>/roles")


@blueprint.get("/new")
@access.roles(SECRETARIAT)
@recent
def new(handle: str) -> Response:
    """Choose a role."""
    return _choose(handle, Form(RoleForm))


@blueprint.post("/new")
@access.roles(SECRETARIAT)
@recent
def choose(handle: str) -> Response:
    """Go on to the confirmation when the choice is complete."""
    form = Form(RoleForm)
    chosen = form.load(request.form)
    if chosen is not None:
        kind = rules.needs_scope(chosen["role"])
        scope = chosen[kind] if kind else None
        centres = [centre.slug for centre in queries.list_centres(session())]
        if rules.is_grantable(chosen["role"], scope or None, centres=centres):
            term = {name: chosen[name] for name in ("starts_on", "ends_on")}
            return see_other(urls.confirm_role(handle, chosen["role"], scope, **term))
        form.fail(kind or "role", _("Say which one the role is for."))
    return _choose(handle, form, status=422)


def _choose(handle: str, form: Form, *, status: int = 200) -> Response:
    return render(
        "roles/new.html",
        status,
        account=get_by_handle(session(), handle),
        form=form,
        roles=role_options(),
        parties=party_options(),
        centres=centre_options(session()),
    )


@blueprint.get("/confirm")
@access.roles(SECRETARIAT)
@recent
def confirm(handle: str) -> Response:
    """Show once more what will be given to whom."""
    role, term = _asked(request.args)
    words = queries.role_words(session(), str(role), language=current_language().code)
    account = get_by_handle(session(), handle)
    return render("roles/confirm.html", account=account, role=role, term=term, words=words)


def _asked(typed: MultiDict[str, str]) -> tuple[Role, Term]:
    """The role and its term, as an address or a form says them."""
    form = Form(GrantForm)
    data = form.load(typed)
    if data is None:
        raise Invalid(_("This is no role, or its days are none."), errors=form.errors)
    term = Term(starts_on=data["starts_on"], ends_on=data["ends_on"])
    return Role(name=data["role"], scope=data["scope"] or None), term


@blueprint.post("")
@access.roles(SECRETARIAT)
@recent
@idempotent
def grant(handle: str) -> Response:
    """Give the role."""
    role, term = _asked(request.form)
    with transaction() as work:
        account = get_by_handle(work, handle)
        settings = frame().settings
        actions.grant_role(work, account, role, actor=acting(), settings=settings, now=clock.now(), term=term)
    notice(_("The role is granted."))
    return see_other(urls.member(handle))


@blueprint.get("/<uuid:grant_id>/withdrawal")
@access.roles(SECRETARIAT)
@recent
def confirm_withdrawal(handle: str, grant_id: UUID) -> Response:
    """Show once more what will be taken from whom."""
    account = get_by_handle(session(), handle)
    held = queries.get_grant(session(), grant_id, account_id=account.account_id)
    role = str(Role(name=held.role, scope=held.scope))
    words = queries.role_words(session(), role, language=current_language().code)
    return render("roles/withdraw.html", account=account, grant=held, words=words)


@blueprint.post("/<uuid:grant_id>/withdrawal")
@access.roles(SECRETARIAT)
@recent
@idempotent
def withdraw(handle: str, grant_id: UUID) -> Response:
    """Take the role back."""
    with transaction() as work:
        account = get_by_handle(work, handle)
        held = queries.get_grant(work, grant_id, account_id=account.account_id)
        actions.withdraw_role(work, account, held, actor=acting(), now=clock.now())
    notice(_("The role is withdrawn."))
    return see_other(urls.member(handle))
