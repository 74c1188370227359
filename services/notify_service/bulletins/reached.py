"""The recipients at the desk: who would get it, who got it, who opened it, who acted, who is reminded."""

import csv
import io
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access
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
from notify_service import urls
from notify_service.bulletins import actions, following, labels, queries, reminding, rules
from notify_service.bulletins.addressing import Addressees
from notify_service.bulletins.desk import desk_url, officer
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.schemas import NoteForm
from notify_service.bulletins.steps import note_step
from notify_service.register.exporting import plain_cell

blueprint = Blueprint(
    "bulletin_recipients", __name__, url_prefix=f"{urls.DESK}/<uuid:bulletin_id>/recipients"
)


@blueprint.get("")
@access.roles(SECRETARIAT)
def index(bulletin_id: UUID) -> Response:
    """The list: of a draft as the register is now, else as it was sent, with what became of it."""
    bulletin = queries.get_bulletin(session(), bulletin_id)
    if bulletin.published_at is None:
        return _preview(bulletin)
    view = _view()
    order = [Recipient.party, Recipient.name, Recipient.id]
    base = f"{desk_url(bulletin_id)}/recipients"
    return render(
        "bulletins/recipients.html",
        bulletin=bulletin,
        page=paginate(following.recipients_where(bulletin_id, view), order=order, size=100),
        progress=following.progress_of(session(), bulletin_id),
        view=view,
        tabs=[
            (key, label, f"{base}?view={key}" if key else base) for key, label in labels.VIEW_LABELS.items()
        ],
        capacity=labels.capacity,
        may_remind=_days_left(bulletin) is not None,
        **labels.names(),
    )


def _preview(bulletin: Bulletin) -> Response:
    found = queries.who_is_addressed(session(), Addressees.read(bulletin.addressees))
    parties = {one.party for one in found if one.party}
    asked = request.args.get("q", "").strip().casefold()[:100]
    fitting = [one for one in found if asked in f"{one.name} {one.email} {one.organisation}".casefold()]
    words = labels.names() | {"capacity": labels.capacity}
    return render(
        "bulletins/preview.html",
        bulletin=bulletin,
        found=found,
        parties=parties,
        fitting=fitting,
        asked=asked,
        **words,
    )


def _view() -> str:
    asked = request.args.get("view", "")
    return asked if asked in following.VIEWS else ""


def _days_left(bulletin: Bulletin) -> int | None:
    left = rules.days_left(clock.now().date(), bulletin.action_by)
    return left if bulletin.state == rules.SENT and bulletin.withdrawn_at is None else None


@blueprint.get("/recipients.csv")
@access.roles(SECRETARIAT)
def export(bulletin_id: UUID) -> Response:
    """The same as a file for a spreadsheet."""
    bulletin = queries.get_bulletin(session(), bulletin_id)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        ["party", "name", "email", "capacities", "state", "answer", "mailed", "opened", "acted", "note"]
    )
    for row in following.list_recipients(session(), bulletin.id, _view()):
        one = row.Recipient
        held = "; ".join(labels.capacity(capacity) for capacity in one.capacities)
        moments = [
            moment.isoformat() if moment else "" for moment in (row.finished_at, one.opened_at, one.acted_at)
        ]
        state = "bounced" if row.bounced_at else row.state or "waiting"
        words = [one.party, one.name, one.email, held, state, row.answer or "", *moments, one.acted_note]
        writer.writerow([plain_cell(word) for word in words])
    answer = Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="recipients.csv"'
    return answer


@blueprint.get("/<uuid:recipient_id>/action")
@access.roles(SECRETARIAT)
def ask_for_note(bulletin_id: UUID, recipient_id: UUID) -> Response:
    """What did they do, and how does the secretariat know?"""
    return _noting(bulletin_id, recipient_id, Form(NoteForm))


def _noting(bulletin_id: UUID, recipient_id: UUID, form: Form, status: int = 200) -> Response:
    bulletin = queries.get_bulletin(session(), bulletin_id)
    recipient = following.get_recipient(session(), bulletin_id, recipient_id)
    values = {"bulletin": bulletin, "recipient": recipient, "form": form, "view": _view()}
    return render("bulletins/noting.html", status, **values)


@blueprint.post("/<uuid:recipient_id>/action")
@access.roles(SECRETARIAT)
@idempotent
def note_action(bulletin_id: UUID, recipient_id: UUID) -> AnyResponse:
    """Note that somebody has acted who said so by letter, telephone or in the hall."""
    form = form_from(NoteForm)
    if form.data is None:
        return _noting(bulletin_id, recipient_id, form, 422)
    with transaction() as work:
        recipient = following.get_recipient(work, bulletin_id, recipient_id, locked=True)
        note = form.data["note"].strip()
        actions.note_action(recipient, note=note, by_name=officer().name, now=clock.now())
    notice(_("Noted: %(name)s has acted.", name=recipient.name))
    return _back(bulletin_id)


@blueprint.post("/<uuid:recipient_id>/action/removal")
@access.roles(SECRETARIAT)
@idempotent
def take_back(bulletin_id: UUID, recipient_id: UUID) -> AnyResponse:
    """It was noted by mistake."""
    with transaction() as work:
        actions.take_action_back(following.get_recipient(work, bulletin_id, recipient_id, locked=True))
    return _back(bulletin_id)


@blueprint.post("/reminders")
@access.roles(SECRETARIAT)
@idempotent
def remind(bulletin_id: UUID) -> AnyResponse:
    """Write to all who have not acted, today; nobody is reminded twice a day."""
    with transaction() as work:
        bulletin = queries.get_bulletin(work, bulletin_id, locked=True)
        rules.check_open(_days_left(bulletin))
        count = reminding.remind_all(work, bulletin, days=_days_left(bulletin) or 0, now=clock.now())
        note_step(work, bulletin.id, officer(), "reminded", now=clock.now(), words=str(count))
    notice(_("%(count)s reminders go out.", count=count))
    return see_other(desk_url(bulletin_id))


def _back(bulletin_id: UUID) -> AnyResponse:
    view = _view()
    return see_other(f"{desk_url(bulletin_id)}/recipients" + (f"?view={view}" if view else ""))
