"""The page of one's dates, and calendars for programs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import force_locale
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from notify_service import urls
from notify_service.calendar import keys, queries
from notify_service.calendar.ics import calendar_of
from notify_service.calendar.models import Date
from notify_service.calendar.presenting import by_month
from notify_service.calendar.rules import AHEAD, BACK

blueprint = Blueprint("calendar", __name__, url_prefix=urls.CALENDAR)
_ICS = "text/calendar; charset=utf-8"


class KeyForm(Schema):
    """Which program an address is for."""

    label = fields.String(required=True, validate=validate.Length(min=1, max=80))


@dataclass(frozen=True, kw_only=True)
class _Me:
    account_id: UUID
    roles: frozenset[str]


@blueprint.get("")
@access.signed_in
def index() -> Response:
    """The viewer's dates: what comes, or what was."""
    return _page(Form(KeyForm))


@blueprint.post("/keys")
@access.signed_in
@idempotent
def make_key() -> AnyResponse:
    """Make an address for a calendar program and show it, this once."""
    form = form_from(KeyForm)
    if form.data is not None and not form.data["label"].strip():
        form.fail("label", _("Please say which program it is for."))
    if form.data is None or form.errors:
        return _page(form, status=422)
    with transaction() as work:
        label = form.data["label"].strip()
        token = keys.make_key(work, _me().account_id, label=label, now=clock.now())
    address = f"{frame().settings.base_url.rstrip('/')}{urls.CALENDAR}/{token}/dates.ics"
    response = render("calendar/made.html", address=address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.post("/keys/<int:key_id>/revocation")
@access.signed_in
@idempotent
def revoke_key(key_id: int) -> AnyResponse:
    """End an address."""
    with transaction() as work:
        keys.revoke_key(work, key_id, account_id=_me().account_id)
    notice(_("The address is void. Calendars that used it get no more news."))
    return see_other(urls.CALENDAR)


@blueprint.get("/date.ics")
@access.signed_in
def one() -> Response:
    """One date, for a calendar program."""
    date = queries.find_date(session(), _me(), request.args.get("key", ""))
    if date is None:
        raise NotFound(_("There is no such date."))
    return _calendar([date], name=date.title)


@blueprint.get("/<token>/dates.ics")
@access.public
def feed(token: str) -> Response:
    """The dates of whoever made this address, for a calendar program that cannot sign in."""
    reader = keys.find_reader(session(), token)
    if reader is None:
        raise NotFound(_("This calendar does not exist any more."))
    with transaction() as work:
        keys.note_use(work, reader.key_id, now=clock.now())
    dates = queries.dates_for_calendar(session(), reader, now=clock.now())
    with force_locale(reader.language or "en"):
        return _calendar(list(dates), name="Corridor")


def _page(form: Form, *, status: int = 200) -> Response:
    past = request.args.get("show") == "past"
    dates = _dates(past=past, now=clock.now())
    return render(
        "calendar/index.html",
        status,
        form=form,
        past=past,
        months=by_month(dates),
        keys=keys.list_keys(session(), _me().account_id),
    )


def _dates(*, past: bool, now: datetime) -> list[Date]:
    start, end = (now - BACK, now) if past else (now, now + AHEAD)
    found = queries.dates_between(session(), _me(), start, end)
    # What goes on is not past, though it has begun.
    kept = [date for date in found if ((date.ends_at or date.starts_at) < now) == past]
    return kept[::-1] if past else kept


def _calendar(dates: list[Date], *, name: str) -> Response:
    origin = frame().settings.base_url
    answer = Response(calendar_of(dates, name=name, origin=origin, gettext=_), content_type=_ICS)
    answer.headers["Content-Disposition"] = "inline; filename=corridor.ics"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


def _me() -> _Me:
    me = viewer()
    assert me.id is not None  # noqa: S101  the views are for people who are signed in
    return _Me(account_id=me.id, roles=me.roles)
