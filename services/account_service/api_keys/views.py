"""One's own keys."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.queries import get_account
from account_service.api_keys import actions, queries, rules
from account_service.api_keys.schemas import KeyForm
from account_service.audit.views import acting
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, idempotent, notice, render, see_other, session, transaction

blueprint = Blueprint("api_keys", __name__, url_prefix="/account/api-keys")


@blueprint.get("")
@access.member
def index() -> Response:
    """The keys, and how to make one."""
    keys = queries.list_keys(session(), viewer().id)
    return render(
        "api_keys/index.html", keys=keys, scopes=rules.SCOPES | rules.FOR_SECRETARIAT, now=clock.now()
    )


@blueprint.get("/new")
@access.member
@recent
def new() -> Response:
    """Ask what the key is for."""
    return _page(Form(KeyForm, initial={"days": 90}))


@blueprint.post("/new")
@access.member
@recent
@idempotent
def make() -> Response:
    """Make the key and show it, this once."""
    form = Form(KeyForm)
    typed = form.load(request.form)
    if typed is None:
        return _page(form, status=422)
    with transaction() as work:
        account = get_account(work, viewer().id)
        key, secret = actions.make_key(
            work,
            account,
            typed["name"],
            scopes=typed["scopes"],
            days=typed["days"],
            actor=acting(),
            now=clock.now(),
        )
    response = render("api_keys/made.html", key=key, secret=secret)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(form: Form, *, status: int = 200) -> Response:
    scopes = [(scope, str(words), scope) for scope, words in rules.scopes_for(viewer().roles).items()]
    days = [(str(life), _("%(days)s days", days=life)) for life in rules.LIVES]
    return render("api_keys/new.html", status, form=form, scopes=scopes, days=days)


@blueprint.get("/<key_id>/revocation")
@access.member
def confirm_revocation(key_id: str) -> Response:
    """Ask once more."""
    key = queries.get_own_key(session(), key_id, account_id=viewer().id)
    return render("api_keys/revoke.html", key=key)


@blueprint.post("/<key_id>/revocation")
@access.member
@idempotent
def revoke(key_id: str) -> Response:
    """End the key."""
    with transaction() as work:
        key = queries.get_own_key(work, key_id, account_id=viewer().id)
        account = get_account(work, viewer().id)
        actions.revoke_key(work, account, key, actor=acting(), now=clock.now())
    notice(_("The key is revoked. It opens nothing any more."))
    return see_other(urls.API_KEYS)
