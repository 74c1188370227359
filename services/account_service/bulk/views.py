"""Invitations by the list: a file is read, looked at, confirmed, and followed while it is sent."""

import csv
import io
from collections.abc import Callable, Sequence
from uuid import UUID

from flask import Blueprint, request
from flask_babel import force_locale
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from account_service import urls
from account_service.audit.views import acting
from account_service.bulk import actions, queries, rules
from account_service.bulk.models import Line
from account_service.bulk.rules import Entry, Known
from account_service.groups.queries import group_options
from account_service.roles.choices import role_options
from account_service.roles.queries import centre_names, describe, group_slugs, list_centres
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Invalid
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.i18n import LANGUAGES

blueprint = Blueprint("bulk", __name__, url_prefix="/account/invitations/lists")
REFRESH_SECONDS = 3


class ListForm(Schema):
    """The lines pasted, where there is no file."""

    lines = fields.String(load_default="", validate=validate.Length(max=rules.MOST_BYTES))


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """Files so far, and the form for a new one."""
    return _page(Form(ListForm))


def _page(form: Form, *, status: int = 200) -> Response:
    return render(
        "bulk/index.html",
        status,
        form=form,
        batches=queries.recent_batches(session()),
        columns=rules.COLUMNS,
        roles=role_options(),
        groups=group_options(session()),
    )


@blueprint.post("")
@access.roles(SECRETARIAT)
@recent
@idempotent
def read() -> Response:
    """Read the file; nothing is sent yet."""
    form = form_from(ListForm)
    if form.data is None:
        return _page(form, status=422)
    sent = request.files.get("_file")
    try:
        text = (
            rules.text_of(sent.read(rules.MOST_BYTES + 1)) if sent and sent.filename else form.data["lines"]
        )
        entries = rules.read_entries(text, _known())
    except Invalid as error:
        form.fail("_file", error.message)
        return _page(form, status=422)
    name = (sent.filename if sent else "") or _("Pasted lines")
    with transaction() as work:
        batch = actions.keep_batch(
            work, entries, filename=name, words=_worder(entries), actor=acting(), now=clock.now()
        )
    return see_other(f"{urls.BULK}/{batch.id}")


def _known() -> Known:
    centres = [centre.slug for centre in list_centres(session())]
    groups = group_slugs(session())
    return Known(centres=centres, groups=groups, languages=LANGUAGES, today=clock.now().date())


def _worder(entries: Sequence[Entry]) -> Callable[[Entry], list[str]]:
    names = centre_names(session(), [role for entry in entries if not entry.errors for role in entry.roles])

    def words(entry: Entry) -> list[str]:
        with force_locale(entry.language):
            return [describe(role, language=entry.language, centres=names) for role in entry.roles]

    return words


@blueprint.get("/<uuid:batch_id>")
@access.roles(SECRETARIAT)
def show(batch_id: UUID) -> Response:
    """The lines before they are sent, while they are, and afterwards."""
    batch = queries.get_batch(session(), batch_id)
    counts = queries.counts_of(session(), batch)
    lines = queries.lines_of(session(), batch)
    answer = render("bulk/show.html", batch=batch, lines=lines, counts=counts, total=sum(counts.values()))
    if batch.confirmed_at and not batch.done_at:
        answer.headers["Refresh"] = str(REFRESH_SECONDS)
    return answer


@blueprint.post("/<uuid:batch_id>/confirmation")
@access.roles(SECRETARIAT)
@recent
@idempotent
def confirm(batch_id: UUID) -> Response:
    """Send the good lines."""
    with transaction() as work:
        batch = queries.get_batch(work, batch_id, lock=True)
        actions.confirm_batch(work, batch, actor=acting(), now=clock.now())
    return see_other(f"{urls.BULK}/{batch_id}")


@blueprint.post("/<uuid:batch_id>/discarding")
@access.roles(SECRETARIAT)
@recent
def discard(batch_id: UUID) -> Response:
    """Forget a file that was not sent."""
    with transaction() as work:
        actions.discard_batch(work, queries.get_batch(work, batch_id, lock=True))
    notice(_("The list is discarded; nothing was sent."))
    return see_other(urls.BULK)


@blueprint.get("/<uuid:batch_id>/report.csv")
@access.roles(SECRETARIAT)
def report(batch_id: UUID) -> Response:
    """What became of each line, for a spreadsheet."""
    lines = queries.lines_of(session(), queries.get_batch(session(), batch_id))
    answer = Response(_csv(lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=invitations.csv"
    return answer


def _csv(lines: Sequence[Line]) -> str:
    out = io.StringIO()
    # Spreadsheets know UTF-8 by this mark.
    out.write("\ufeff")
    table = csv.writer(out)
    table.writerow(["line", "email", "name", "language", "roles", "starts_on", "ends_on", "state", "errors"])
    for line in sorted(lines, key=lambda one: one.number):
        days = [day.isoformat() if day else "" for day in (line.starts_on, line.ends_on)]
        words = [line.email, line.name, line.language, " ".join(line.roles), *days, line.state]
        table.writerow([line.number, *map(rules.for_spreadsheets, [*words, " ".join(line.errors)])])
    return out.getvalue()
