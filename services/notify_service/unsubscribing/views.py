"""The pages behind the links of a mail: a GET shows them, only a POST acts (mail scanners follow links)."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from corridor import clock
from corridor.auth import access
from corridor.errors import NotFound
from corridor.web import csrf, render, session, transaction
from corridor.web.frame import frame
from notify_service.inbox import phrases
from notify_service.inbox.presenting import KIND_LABELS
from notify_service.inbox.queries import find_title
from notify_service.preferences.actions import choose_mode
from notify_service.preferences.modes import MODES
from notify_service.preferences.queries import find_forum_name, wishes_of
from notify_service.preferences.views import MODE_LABELS
from notify_service.unsubscribing import actions
from notify_service.unsubscribing.tokens import ACTS, Subscription, read_token

blueprint = Blueprint("unsubscribing", __name__)


@blueprint.get("/notify/unsubscribe/<token>")
@access.public
def ask(token: str) -> Response:
    """Say which mails would end, with one button."""
    return _show(token, _stream(token), done="")


@blueprint.post("/notify/unsubscribe/<token>")
@access.public
@csrf.exempt
def act(token: str) -> Response:
    """End the stream, or follow its forum otherwise; the token is the proof, as mail programs post without
    cookies (RFC 8058)."""
    stream = _stream(token)
    chosen = _chosen(stream)
    with transaction() as work:
        if chosen == "all_streams":
            actions.stop_everything(work, stream.account_id, now=clock.now())
        elif chosen in MODES:
            choose_mode(work, stream.account_id, stream.forum, chosen, now=clock.now())
        else:
            actions.unsubscribe(work, stream, now=clock.now())
    return _show(token, stream, done=chosen or "off")


def _chosen(stream: Subscription) -> str:
    """What was chosen on the page instead of merely ending the stream."""
    mode = request.form.get("mode", "")
    if request.form.get("everything"):
        return "all_streams"
    return mode if stream.is_forum and mode in MODES else ""


@blueprint.get("/notify/steer/<token>")
@access.public
def ask_about_topic(token: str) -> Response:
    """Say what would be done about one topic, with one button."""
    return _show_topic(token, _topic(token), done="")


@blueprint.post("/notify/steer/<token>")
@access.public
@csrf.exempt
def steer(token: str) -> Response:
    """Do it, or what else was chosen on the page."""
    stream = _topic(token)
    wanted = request.form.get("act", "")
    chosen = wanted if wanted in ACTS else stream.kind
    with transaction() as work:
        actions.steer_topic(work, stream.account_id, stream.topic, chosen, now=clock.now())
    return _show_topic(token, stream, done=chosen)


def _show(token: str, stream: Subscription, *, done: str) -> Response:
    return render(
        "unsubscribing/show.html",
        stream=stream,
        name=_name_of(stream),
        token=token,
        done=done,
        modes=MODE_LABELS,
        mode=wishes_of(session(), stream.account_id).mode(stream.forum),
    )


def _name_of(stream: Subscription) -> str:
    if stream.is_forum:
        return phrases.forum_name(stream.forum, find_forum_name(session(), stream.forum), _)
    return str(KIND_LABELS.get(stream.kind, _("the digest")))


def _show_topic(token: str, stream: Subscription, *, done: str) -> Response:
    title = find_title(session(), stream.account_id, stream.topic)
    return render("unsubscribing/topic.html", stream=stream, title=title, token=token, done=done)


def _stream(token: str) -> Subscription:
    found = read_token(frame().settings, token)
    if found is None or found.topic:
        raise NotFound(_l("This link is not complete. Please copy it whole from the mail."))
    return found


def _topic(token: str) -> Subscription:
    found = read_token(frame().settings, token)
    if found is None or not found.topic:
        raise NotFound(_l("This link is not complete. Please copy it whole from the mail."))
    return found
