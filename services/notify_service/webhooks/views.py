"""The pages of webhooks, for the secretariat."""

from uuid import UUID

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.web import (
    Form,
    form_from,
    idempotent,
    notice,
    paginate,
    render,
    see_other,
    session,
    transaction,
)
from corridor.webhooks.rules import PAUSES, taken
from notify_service import urls
from notify_service.webhooks import actions, queries
from notify_service.webhooks.models import Delivery, Webhook
from notify_service.webhooks.rules import EVENTS
from notify_service.webhooks.schemas import WebhookForm

blueprint = Blueprint("webhooks", __name__, url_prefix=urls.WEBHOOKS)


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """All webhooks."""
    return render("webhooks/index.html", hooks=queries.list_webhooks(session()), events=EVENTS)


@blueprint.get("/new")
@access.roles(SECRETARIAT)
def new() -> Response:
    """The form of a new one."""
    return _form(Form(WebhookForm, initial={"events": ["bulletin_published", "date_set", "date_removed"]}))


@blueprint.post("")
@access.roles(SECRETARIAT)
@idempotent
def create() -> AnyResponse:
    """Register a webhook and show its secret, this once; it is pinged at once."""
    form = form_from(WebhookForm)
    if form.data is None:
        return _form(form, 422)
    with transaction() as work:
        hook = actions.add_webhook(
            work, form.data["url"], events=form.data["events"], account_id=_me(), now=clock.now()
        )
    return _secret(hook)


@blueprint.get("/<int:hook_id>")
@access.roles(SECRETARIAT)
def show(hook_id: int) -> Response:
    """One webhook and what was sent to it."""
    hook = queries.get_webhook(session(), hook_id)
    page = paginate(queries.log_of(hook.id), order=[Delivery.id.desc()], size=30)
    tries = len(PAUSES) + 1
    return render("webhooks/show.html", hook=hook, page=page, events=EVENTS, taken=taken, tries=tries)


@blueprint.get("/<int:hook_id>/edit")
@access.roles(SECRETARIAT)
def edit(hook_id: int) -> Response:
    """The form of one."""
    hook = queries.get_webhook(session(), hook_id)
    shown = {"url": hook.url, "events": hook.events, "active": hook.active}
    return _form(Form(WebhookForm, initial=shown), hook=hook)


@blueprint.post("/<int:hook_id>")
@access.roles(SECRETARIAT)
@idempotent
def update(hook_id: int) -> AnyResponse:
    """Change a webhook; a new secret is shown, this once."""
    form = form_from(WebhookForm)
    if form.data is None:
        return _form(form, 422, hook=queries.get_webhook(session(), hook_id))
    with transaction() as work:
        hook = queries.get_webhook(work, hook_id)
        actions.change_webhook(work, hook, **form.data)
    if form.data["renew"]:
        return _secret(hook)
    notice(_("The webhook is changed."))
    return see_other(f"{urls.WEBHOOKS}/{hook_id}")


@blueprint.post("/<int:hook_id>/ping")
@access.roles(SECRETARIAT)
@idempotent
def ping(hook_id: int) -> AnyResponse:
    """Send a message that means nothing."""
    with transaction() as work:
        actions.HOOKS.ping(work, queries.get_webhook(work, hook_id), now=clock.now())
    return see_other(f"{urls.WEBHOOKS}/{hook_id}")


@blueprint.post("/<int:hook_id>/messages/<int:delivery_id>/again")
@access.roles(SECRETARIAT)
@idempotent
def redeliver(hook_id: int, delivery_id: int) -> AnyResponse:
    """Send a message once more."""
    with transaction() as work:
        actions.HOOKS.redeliver(work, queries.get_delivery(work, hook_id, delivery_id), now=clock.now())
    notice(_("The message is sent once more."))
    return see_other(f"{urls.WEBHOOKS}/{hook_id}")


@blueprint.get("/<int:hook_id>/removal")
@access.roles(SECRETARIAT)
def confirm_removal(hook_id: int) -> Response:
    """Ask once more."""
    return render("webhooks/remove.html", hook=queries.get_webhook(session(), hook_id))


@blueprint.post("/<int:hook_id>/removal")
@access.roles(SECRETARIAT)
@idempotent
def remove(hook_id: int) -> AnyResponse:
    """Remove a webhook with its log."""
    with transaction() as work:
        actions.remove_webhook(work, queries.get_webhook(work, hook_id))
    notice(_("The webhook is removed."))
    return see_other(urls.WEBHOOKS)


def _form(form: Form, status: int = 200, *, hook: Webhook | None = None) -> Response:
    events = [(name, str(words), name) for name, words in EVENTS.items()]
    return render("webhooks/form.html", status, form=form, hook=hook, events=events)


def _secret(hook: Webhook) -> Response:
    response = render("webhooks/secret.html", hook=hook)
    response.headers["Cache-Control"] = "no-store"
    return response


def _me() -> UUID:
    account_id = viewer().id
    assert account_id is not None  # noqa: S101  these pages are for people who are signed in
    return account_id
