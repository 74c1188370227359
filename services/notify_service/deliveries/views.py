"""The secretariat's page on mails."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock
from corridor.auth import access
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Conflict, NotFound
from corridor.web import idempotent, notice, paginate, render, see_other, session, transaction
from notify_service import urls
from notify_service.channels.email.models import STATES, Mail
from notify_service.channels.email.queue import queue_again
from notify_service.deliveries import queries
from notify_service.reach.actions import try_again
from notify_service.reach.words import SKIPPED

blueprint = Blueprint("deliveries", __name__)

_STATES: dict[str, LazyString] = {
    "queued": _l("Waiting"),
    "claimed": _l("Being sent"),
    "in_doubt": _l("In doubt"),
    "sent": _l("Sent"),
    "failed": _l("Failed"),
    "suppressed": _l("Not needed"),
}
_KINDS: dict[str, LazyString] = {
    "at_once": _l("Mail at once"),
    "digest": _l("Digest"),
    "security": _l("Security"),
    "bulletin": _l("Official notification"),
    "answer": _l("Answer to a mail"),
}


@blueprint.get("/notify/deliveries/mails")
@access.roles(SECRETARIAT)
def index() -> Response:
    """The mails by state, with the answers of the servers."""
    state = request.args.get("state", "") if request.args.get("state") in STATES else ""
    overview = queries.overview(session(), now=clock.now())
    page = paginate(queries.mails_query(state=state), order=[Mail.created_at.desc(), Mail.id.desc()], size=50)
    return render(
        "deliveries/index.html",
        overview=overview,
        page=page,
        names=queries.addressees(session(), page.items),
        state=state,
        tabs=_tabs(overview),
        states=_STATES,
        kinds=_KINDS,
        skipped=SKIPPED,
    )


def _tabs(overview: queries.Overview) -> list[tuple[str, object, str, int]]:
    every = ("", _("All"), urls.DELIVERED_MAILS, 0)
    return [
        every,
        *(
            (key, label, f"{urls.DELIVERED_MAILS}?state={key}", overview.by_state[key])
            for key, label in _STATES.items()
        ),
    ]


@blueprint.post("/notify/deliveries/<uuid:mail_id>/resending")
@access.roles(SECRETARIAT)
@idempotent
def resend(mail_id: UUID) -> WerkzeugResponse:
    """Send a security mail once more."""
    with transaction() as work:
        if not queue_again(work, mail_id, now=clock.now()):
            raise Conflict(_l("Only a security mail that has not expired can be sent again."))
    notice(_("The mail goes out again."))
    return see_other(urls.DELIVERED_MAILS)


@blueprint.post("/notify/deliveries/<uuid:mail_id>/address")
@access.roles(SECRETARIAT)
@idempotent
def lift(mail_id: UUID) -> WerkzeugResponse:
    """Write to the address of this mail again."""
    with transaction() as work:
        mail = work.get(Mail, mail_id)
        if mail is None or not mail.address:
            raise NotFound(_l("This mail does not exist."))
        try_again(work, mail.address, now=clock.now())
    notice(_("The address gets mails again."))
    return see_other(urls.DELIVERED_MAILS)
