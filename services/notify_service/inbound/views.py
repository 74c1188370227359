"""The pages on mail that came in: for the staff, for who wrote, and for who wants to write."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import NotFound
from corridor.web import idempotent, notice, paginate, render, see_other, session, transaction
from corridor.web.frame import frame
from notify_service import urls
from notify_service.inbound import actions, phrases, queries
from notify_service.inbound.addresses import forum_address
from notify_service.inbound.models import STATES, IncomingMail
from notify_service.inbound.tokens import read_token
from notify_service.preferences.queries import list_forums
from notify_service.settings import NotifySettings

blueprint = Blueprint("inbound", __name__)

_POWERLESS = "default-src 'none'; sandbox; frame-ancestors 'none'"


@blueprint.get(urls.INCOMING)
@access.roles(SECRETARIAT)
def index() -> Response:
    """The mails by state and reason, what waits for a person first in the tabs."""
    counted = queries.count_incoming(session(), now=clock.now())
    state = request.args.get("state", "") if request.args.get("state") in STATES else ""
    reason = request.args.get("reason", "") if request.args.get("reason") in phrases.REASONS else ""
    text = request.args.get("q", "").replace("\0", "").strip()[:200]
    query = queries.incoming_query(state=state, reason=reason, text=text)
    page = paginate(query, order=[IncomingMail.received_at.desc(), IncomingMail.id.desc()], size=50)
    return render(
        "inbound/index.html",
        page=page,
        names=queries.names_of(session(), page.items),
        counted=counted,
        state=state,
        reason=reason,
        text=text,
        tabs=_tabs(counted),
        **_words(),
    )


def _tabs(counted: queries.Counted) -> list[tuple[str, str, str, int]]:
    order = ("held", "refused", "moderated", "posted", "done", "dropped", "handed", "new")
    every = ("", _("All"), urls.INCOMING, 0)
    names = ((state, phrases.state_name(state, _)) for state in order)
    return [
        every,
        *((key, name, f"{urls.INCOMING}?state={key}", counted.by_state[key]) for key, name in names),
    ]


def _settings() -> NotifySettings:
    return cast(NotifySettings, frame().settings)


def _words() -> dict[str, Any]:
    return {
        "state_name": lambda state: phrases.state_name(state, _),
        "act_name": lambda act: phrases.act_name(act, _),
        "why": lambda reason: phrases.why(reason, _),
        "may_be_released": actions.may_be_released,
        "may_be_dropped": actions.may_be_dropped,
    }


@blueprint.get(f"{urls.INCOMING}/<uuid:incoming_id>")
@access.roles(SECRETARIAT)
def show(incoming_id: UUID) -> Response:
    """One mail: what it says, what was taken off, what became of it and why."""
    mail = queries.get_incoming(session(), incoming_id)
    return render(
        "inbound/show.html",
        mail=mail,
        names=queries.names_of(session(), [mail]),
        topic=queries.find_topic_title(session(), mail.topic_id),
        **_words(),
    )


@blueprint.get(f"{urls.INCOMING}/<uuid:incoming_id>/raw")
@access.roles(SECRETARIAT)
def raw(incoming_id: UUID) -> Response:
    """The bytes as they came, as text that can do nothing; a private letter stays closed."""
    mail = queries.get_incoming(session(), incoming_id)
    content = queries.find_raw(session(), incoming_id)
    if content is None or mail.act == "private":
        raise NotFound(_l("There is no such mail."))
    answer = Response(content.decode("utf-8", "replace"), mimetype="text/plain")
    answer.headers["Content-Security-Policy"] = _POWERLESS
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@blueprint.post(f"{urls.INCOMING}/<uuid:incoming_id>/posting")
@access.roles(SECRETARIAT)
@idempotent
def post(incoming_id: UUID) -> AnyResponse:
    """Let a mail through."""
    with transaction() as work:
        mail = queries.get_incoming(work, incoming_id, lock=True)
        actions.release(work, mail, _settings(), by=viewer().id, now=clock.now())
    notice(_("The forum gets it now, in the name of who wrote it."))
    return see_other(f"{urls.INCOMING}/{incoming_id}")


@blueprint.post(f"{urls.INCOMING}/<uuid:incoming_id>/dropping")
@access.roles(SECRETARIAT)
@idempotent
def drop(incoming_id: UUID) -> AnyResponse:
    """Do nothing with a mail that waits."""
    with transaction() as work:
        mail = queries.get_incoming(work, incoming_id, lock=True)
        actions.drop_held(mail, reason="staff", by=viewer().id, now=clock.now())
    notice(_("It is not posted."))
    return see_other(f"{urls.INCOMING}?state=held")


@blueprint.get(f"{urls.CONFIRM}/<token>")
@access.public
def ask(token: str) -> Response:
    """Show the mail that was held back; nothing happens until a button is pressed."""
    return _show_held(token)


@blueprint.post(f"{urls.CONFIRM}/<token>")
@access.public
@idempotent
def confirm(token: str) -> AnyResponse:
    """It is theirs, or it is not: the token is the proof, as only the account's mailbox got it."""
    incoming_id = _held_id(token)
    choice, now = request.form.get("choice", ""), clock.now()
    with transaction() as work:
        mail = queries.get_incoming(work, incoming_id, lock=True)
        actions.answer_question(work, mail, _settings(), choice=choice, by=mail.account_id, now=now)
    return see_other(f"{urls.CONFIRM}/{token}")


def _show_held(token: str) -> Response:
    mail = queries.get_incoming(session(), _held_id(token))
    return render("inbound/confirm.html", mail=mail, token=token, **_words())


def _held_id(token: str) -> UUID:
    found = read_token(_settings(), token)
    if found is None:
        raise NotFound(_l("This link is not complete. Please copy it whole from the mail."))
    return found


@blueprint.get(urls.BY_MAIL)
@access.public
def guide() -> Response:
    """How to write by mail, and what became of the viewer's own mails."""
    settings = _settings()
    one = viewer()
    return render(
        "inbound/guide.html",
        forums=[(forum, forum_address(settings, forum.slug)) for forum in list_forums(session())],
        mails=queries.list_own(session(), one.id) if one.id else [],
        **_words(),
    )


@blueprint.post(f"{urls.BY_MAIL}/<uuid:incoming_id>")
@access.signed_in
@idempotent
def answer_own(incoming_id: UUID) -> AnyResponse:
    """Somebody says on the site that a mail which was held back is theirs, or is not."""
    with transaction() as work:
        mail = queries.get_own(work, incoming_id, viewer=viewer())
        choice = request.form.get("choice", "")
        actions.answer_question(work, mail, _settings(), choice=choice, by=viewer().id, now=clock.now())
    notice(_("It is posted now.") if choice == "post" else _("It is not posted."))
    return see_other(urls.BY_MAIL)
