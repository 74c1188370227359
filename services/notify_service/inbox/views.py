"""The pages of the inbox."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import idempotent, keyset, notice, render, see_other, session, transaction
from notify_service import urls
from notify_service.inbox import actions, queries
from notify_service.inbox.presenting import KIND_LABELS, present
from notify_service.inbox.rules import KINDS

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/notify")
@access.signed_in
def index() -> Response:
    """What waits for the viewer, by topic, newest first."""
    kind = request.args.get("kind", "") if request.args.get("kind") in KINDS else ""
    unread = request.args.get("show") == "unread"
    me = _me()
    query = queries.groups_query(me, unread=unread, kind=kind)
    columns = query.selected_columns
    order = [columns.last_at.desc(), columns.group_key.desc()]
    page = keyset(query, session(), order=order, after=request.args.get("after"), size=30)
    groups = queries.with_items(session(), me, page.items, kind=kind)
    return render(
        "inbox/index.html",
        page=page,
        groups=[present(group) for group in groups],
        kinds=KIND_LABELS,
        kind=kind,
        unread=unread,
        waiting=queries.count_unread(session(), me),
    )


@blueprint.post("/notify/readings")
@access.signed_in
@idempotent
def read_all() -> WerkzeugResponse:
    """Mark everything read."""
    with transaction() as work:
        actions.read_everything(work, _me(), now=clock.now())
    notice(_("Everything is marked as read."))
    return see_other(urls.INBOX)


@blueprint.post("/notify/items/<uuid:item_id>/reading")
@access.signed_in
def read(item_id: UUID) -> WerkzeugResponse:
    """Mark a topic, need or case read, by the button or when its link is followed."""
    with transaction() as work:
        item = queries.find_item(work, _me(), item_id)
        if item is None:
            raise NotFound(_l("This notification does not exist."))
        actions.read_group(work, _me(), item.group_key, now=clock.now())
    return see_other(urls.INBOX)


def _me() -> UUID:
    account_id = viewer().id
    assert account_id is not None  # noqa: S101  the views are for people who are signed in
    return account_id
