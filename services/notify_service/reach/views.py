"""The secretariat's page on whether mails arrive, and a member's own way out of a hold."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import NotFound
from corridor.web import idempotent, notice, paginate, render, see_other, session, transaction
from corridor.web.frame import frame
from notify_service import urls
from notify_service.deliveries.queries import overview
from notify_service.inbound.addresses import mail_domain
from notify_service.inbound.phrases import state_name, why
from notify_service.members.models import Member
from notify_service.reach import actions, checking, queries, words

blueprint = Blueprint("reach", __name__)

# A queue that is older than this many minutes wants somebody to look at it.
_LATE_MINUTES = 15


@blueprint.get("/notify/deliveries")
@access.roles(SECRETARIAT)
def index() -> Response:
    """How the mail is doing: what waits, who is not reached, what comes back, what our domain says."""
    now, work = clock.now(), session()
    shown = overview(work, now=now)
    return render(
        "reach/index.html",
        overview=shown,
        late=_is_late(shown.oldest_waiting, now),
        unreached=queries.list_unreached(work, now=now),
        domains=queries.list_domains(work, now=now),
        unproven=queries.count_unproven(work, now=now),
        skipped=queries.count_skipped(work, now=now),
        rejected=queries.count_rejected(work, now=now),
        checks=queries.list_checks(work),
        domain=mail_domain(frame().settings),  # type: ignore[arg-type]
        looks_up=bool(frame().settings.smtp_url),
        state_name=lambda state: state_name(state, _),
        why=lambda reason: why(reason, _),
        words=words,
    )


@blueprint.get("/notify/deliveries/members")
@access.roles(SECRETARIAT)
def members() -> Response:
    """The last mail that was accepted for each member, and what stands in the way."""
    now = clock.now()
    show = request.args.get("show", "")
    show = show if show in (queries.UNREACHED, queries.HELD) else queries.ALL
    search = request.args.get("q", "").strip()[:100]
    page = paginate(
        queries.members_query(show=show, search=search, now=now),
        order=[Member.name, Member.account_id],
        size=50,
    )
    return render(
        "reach/members.html",
        page=page,
        rows=queries.reached(page.items),
        show=show,
        search=search,
        tabs=_tabs(now),
        words=words,
    )


@blueprint.post("/notify/deliveries/members/<uuid:account_id>/address")
@access.roles(SECRETARIAT)
@idempotent
def lift(account_id: UUID) -> WerkzeugResponse:
    """Write to a member's address again."""
    with transaction() as work:
        member = work.get(Member, account_id)
        if member is None:
            raise NotFound(_l("This member does not exist."))
        actions.try_again(work, member.email, now=clock.now())
    notice(_("The address gets mails again."))
    return see_other(urls.REACHED_MEMBERS)


@blueprint.post("/notify/deliveries/domain")
@access.roles(SECRETARIAT)
@idempotent
def check_again() -> WerkzeugResponse:
    """Look at the records of our own domain anew; the worker does so within a minute."""
    with transaction() as work:
        checking.ask_again(work)
    notice(_("The records are looked up again within a minute."))
    return see_other(urls.DELIVERIES)


@blueprint.post("/notify/preferences/address")
@access.signed_in
@idempotent
def try_my_address() -> WerkzeugResponse:
    """The member says that the own address works."""
    account_id = viewer().id
    with transaction() as work:
        member = work.get(Member, account_id)
        lifted = member is not None and actions.try_again(work, member.email, now=clock.now())
    notice(_("Mails come to your address again.") if lifted else _("Your address was not on hold."))
    return see_other(urls.PREFERENCES)


def _is_late(oldest: datetime | None, now: datetime) -> bool:
    return oldest is not None and (now - oldest).total_seconds() > _LATE_MINUTES * 60


def _tabs(now: datetime) -> list[tuple[str, str, str, int]]:
    counted = {
        show: queries.count_members(session(), show=show, now=now)
        for show in (queries.UNREACHED, queries.HELD)
    }
    return [
        (queries.ALL, _("All members"), urls.REACHED_MEMBERS, 0),
        (
            queries.UNREACHED,
            _("Not reached for 14 days"),
            f"{urls.REACHED_MEMBERS}?show={queries.UNREACHED}",
            counted[queries.UNREACHED],
        ),
        (queries.HELD, _("On hold"), f"{urls.REACHED_MEMBERS}?show={queries.HELD}", counted[queries.HELD]),
    ]
