"""The page of what is new."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from marshmallow import Schema, fields
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import Invalid
from corridor.web import Page, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.posts.place import Author
from forum_service.tracking.views import counts_as_read
from forum_service.whatsnew import actions
from forum_service.whatsnew.queries import News, news_for
from forum_service.whatsnew.rules import letters_each, read_since

blueprint = Blueprint("whatsnew", __name__, url_prefix="/forum/whats-new")


class Until(Schema):
    """When the page was made whose posts are all read."""

    until = fields.AwareDateTime(required=True)


@blueprint.get("")
@access.member
def index() -> Response:
    """All new posts of the viewer's forums by topic; ?since= shows everything from a day on."""
    now = clock.now()
    since = read_since(request.args.get("since", ""), zone=viewer().time_zone, now=now)
    after = request.args.get("after")
    page = news_for(session(), viewer=viewer(), now=now, since=since, after=after)
    response = render(
        "whatsnew/index.html",
        page=page,
        since=since,
        now=now,
        letters=letters_each(sum(len(one.posts) for one in page.items)),
        first=not after,
        presets=_presets(now),
    )
    _note_view(page, now)
    return response


def _presets(now: datetime) -> list[tuple[str, str]]:
    days = ((1, _("Since yesterday")), (7, _("Since a week ago")), (30, _("Since a month ago")))
    return [((now - timedelta(days=count)).date().isoformat(), label) for count, label in days]


def _note_view(page: Page[News], now: datetime) -> None:
    """What was shown is read, as on a topic's page (docs/adr/0005-reading-position.md)."""
    if page.items and counts_as_read():
        with transaction() as work:
            actions.mark_shown(work, Author.of(viewer()).id, page.items, now=now)


@blueprint.post("/reading")
@access.member
@idempotent
def read_all() -> AnyResponse:
    """Mark everything as read that was there when the page was made."""
    form = form_from(Until)
    if form.data is None:
        raise Invalid(_("That is no moment."), errors=form.errors)
    now = clock.now()
    with transaction() as work:
        until = min(form.data["until"], now)
        actions.mark_all(work, viewer(), Author.of(viewer()).id, until=until, now=now)
    notice(_("Everything is marked as read."))
    return see_other("/forum/whats-new")
