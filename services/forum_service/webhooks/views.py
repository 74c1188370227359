"""The pages of webhooks, for the secretariat."""

import secrets

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Invalid
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
from corridor.webhooks.rules import PAUSES, SHORTEST_SECRET, taken
from forum_service.boards.labels import board_name
from forum_service.boards.queries import list_boards
from forum_service.posts.place import Author
from forum_service.webhooks import actions, queries
from forum_service.webhooks.models import Delivery, Webhook
from forum_service.webhooks.rules import EVENTS
from forum_service.webhooks.schemas import WebhookForm

PAGES = "/forum/programs/webhooks"
blueprint = Blueprint("webhooks", __name__, url_prefix=PAGES)


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """All webhooks."""
    hooks = queries.list_webhooks(session())
    return render("webhooks/index.html", hooks=hooks, events=EVENTS, boards=_board_names())


@blueprint.get("/new")
@access.roles(SECRETARIAT)
def new() -> Response:
    """The form of a new one."""
    initial = {"events": ["topic_created", "post_created"], "secret": secrets.token_urlsafe(24)}
    return _form(Form(WebhookForm, initial=initial))


@blueprint.post("")
@access.roles(SECRETARIAT)
@idempotent
def create() -> AnyResponse:
    """Register a webhook; it is pinged at once."""
    form = form_from(WebhookForm)
    if form.data is not None and len(form.data["secret"]) < SHORTEST_SECRET:
        form.fail("secret", _("A secret has at least %(count)s characters.", count=SHORTEST_SECRET))
    if form.data is None or form.errors:
        return _form(form, 422)
    with transaction() as work:
        hook = actions.add_webhook(
            work,
            form.data["url"],
            form.data["secret"],
            events=form.data["events"],
            board_ids=_known(form.data["boards"]),
            account_id=Author.of(viewer()).id,
            now=clock.now(),
        )
        url = f"{PAGES}/{hook.id}"
    notice(_("The webhook is registered. A ping is on its way."))
    return see_other(url)


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
    shown = {"url": hook.url, "events": hook.events, "boards": hook.board_ids, "active": hook.active}
    return _form(Form(WebhookForm, initial=shown), hook=hook)


@blueprint.post("/<int:hook_id>")
@access.roles(SECRETARIAT)
@idempotent
def update(hook_id: int) -> AnyResponse:
    """Change a webhook."""
    hook = queries.get_webhook(session(), hook_id)
    form = form_from(WebhookForm)
    if form.data is not None and 0 < len(form.data["secret"]) < SHORTEST_SECRET:
        form.fail("secret", _("A secret has at least %(count)s characters.", count=SHORTEST_SECRET))
    if form.data is None or form.errors:
        return _form(form, 422, hook=hook)
    with transaction() as work:
        actions.change_webhook(
            work,
            queries.get_webhook(work, hook_id),
            url=form.data["url"],
            secret=form.data["secret"],
            events=form.data["events"],
            board_ids=_known(form.data["boards"]),
            active=form.data["active"],
        )
    notice(_("The webhook is changed."))
    return see_other(f"{PAGES}/{hook_id}")


@blueprint.post("/<int:hook_id>/ping")
@access.roles(SECRETARIAT)
@idempotent
def ping(hook_id: int) -> AnyResponse:
    """Send a message that means nothing."""
    hook = queries.get_webhook(session(), hook_id)
    with transaction() as work:
        actions.ping(work, hook, now=clock.now())
    return see_other(f"{PAGES}/{hook_id}")


@blueprint.post("/<int:hook_id>/messages/<int:delivery_id>/again")
@access.roles(SECRETARIAT)
@idempotent
def redeliver(hook_id: int, delivery_id: int) -> AnyResponse:
    """Send a message once more."""
    delivery = queries.get_delivery(session(), hook_id, delivery_id)
    with transaction() as work:
        actions.redeliver(work, delivery, now=clock.now())
    notice(_("The message is sent once more."))
    return see_other(f"{PAGES}/{hook_id}")


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
    return see_other(PAGES)


def _form(form: Form, status: int = 200, *, hook: Webhook | None = None) -> Response:
    events = [(name, str(words), name) for name, words in EVENTS.items()]
    boards = [(str(number), name, "") for number, name in _board_names().items()]
    return render("webhooks/form.html", status, form=form, hook=hook, events=events, boards=boards)


def _board_names() -> dict[int, str]:
    return {one.id: board_name(one.slug, one.name) for one in list_boards(session(), viewer=viewer())}


def _known(boards: list[int]) -> list[int]:
    wrong = set(boards) - set(_board_names())
    if wrong:
        raise Invalid(_("There is no such forum."), errors={"boards": [_("There is no such forum.")]})
    return boards
