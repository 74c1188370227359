"""The directory, and the page of a member."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service.accounts.models import Account
from account_service.accounts.queries import AccountNotFound, get_by_handle
from account_service.directory import queries
from account_service.directory.queries import Asked
from account_service.groups.queries import group_options
from account_service.profile import choices
from account_service.roles.choices import role_options
from account_service.roles.queries import centre_names, describe, list_grants
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.web import paginate, render, session
from corridor.web.i18n import current_language

blueprint = Blueprint("directory", __name__, url_prefix="/account/members")
_FILTERS = ("q", "organisation", "country", "language", "expertise", "role")


@blueprint.get("")
@access.member
def index() -> Response:
    """The members, by name, with filters."""
    asked = Asked(**{name: request.args.get(name, "").strip()[:200] for name in _FILTERS})
    page = paginate(queries.members(asked), order=[Account.sort_name, Account.account_id], size=50)
    held = [role for one in page.items for role in one.roles]
    names = centre_names(session(), [*held, asked.role])
    language = current_language().code
    return render(
        "directory/index.html",
        page=page,
        asked=asked,
        words=lambda role: describe(role, language=language, centres=names),
        countries=choices.country_options()[1:],
        working_languages=choices.language_options(),
        roles=role_options(),
        groups=group_options(session()),
    )


@blueprint.get("/<handle>")
@access.signed_in
def show(handle: str) -> Response:
    """One member. Whoever has no role yet sees and is seen by nobody but the secretariat."""
    account = get_by_handle(session(), handle)
    me = viewer()
    may_see = account.account_id == me.id or me.has(SECRETARIAT) or (me.is_member and account.roles)
    if not may_see:
        raise AccountNotFound(_("There is no such member."))
    names = centre_names(session(), account.roles)
    language = current_language().code
    return render(
        "directory/show.html",
        account=account,
        words=lambda role: describe(role, language=language, centres=names),
        grants=list_grants(session(), account.account_id) if me.has(SECRETARIAT) else [],
        is_me=account.account_id == me.id,
    )
