"""The page behind the unsubscribe link: a GET shows it, only a POST acts (mail scanners follow links)."""

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l

from corridor import clock
from corridor.auth import access
from corridor.errors import NotFound
from corridor.web import csrf, render, transaction
from corridor.web.frame import frame
from notify_service.inbox.presenting import KIND_LABELS
from notify_service.unsubscribing.actions import unsubscribe
from notify_service.unsubscribing.tokens import Subscription, read_token

blueprint = Blueprint("unsubscribing", __name__)


@blueprint.get("/notify/unsubscribe/<token>")
@access.public
def ask(token: str) -> Response:
    """Say which mails would end, with one button."""
    return _show(token, done=False)


@blueprint.post("/notify/unsubscribe/<token>")
@access.public
@csrf.exempt
def act(token: str) -> Response:
    """End the stream; the token is the proof, as mail programs post without cookies (RFC 8058)."""
    subscription = _subscription(token)
    with transaction() as work:
        unsubscribe(work, subscription, now=clock.now())
    return _show(token, done=True)


def _show(token: str, *, done: bool) -> Response:
    subscription = _subscription(token)
    return render(
        "unsubscribing/show.html", subscription=subscription, kinds=KIND_LABELS, token=token, done=done
    )


def _subscription(token: str) -> Subscription:
    found = read_token(frame().settings, token)
    if found is None:
        raise NotFound(_l("This link is not complete. Please copy it whole from the mail."))
    return found
