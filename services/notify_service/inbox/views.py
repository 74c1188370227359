"""The pages of the inbox."""

import re
from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import idempotent, keyset, notice, render, see_other, session, transaction
from corridor.web.templating import with_query
from notify_service import urls
from notify_service.inbox import actions, queries
from notify_service.inbox.phrases import forum_name
from notify_service.inbox.presenting import KIND_LABELS, present

blueprint = Blueprint("inbox", __name__)
_SLUG = re.compile(r"[a-z0-9-]{1,80}")


@blueprint.get("/notify")
@access.signed_in
def index() -> Response:
    """What waits for the viewer, by topic, newest first."""
    kind, forum = _narrowed(request.args)
    unread = request.args.get("show") == "unread"
    me = _me()
    wanted = queries.narrowed(me, kind=kind, forum=forum)
    query = queries.groups_query(wanted, unread=unread)
    columns = query.selected_columns
    order = [columns.last_at.desc(), columns.group_key.desc()]
    page = keyset(query, session(), order=order, after=request.args.get("after"), size=30)
    groups = queries.with_items(session(), wanted, page.items)
    return render(
        "inbox/index.html",
        page=page,
        groups=[present(group) for group in groups],
        kinds=KIND_LABELS,
        kind=kind,
        forums=_forums(queries.forums_of(session(), me)),
        forum=forum,
        unread=unread,
        waiting=queries.count_unread(session(), me),
    )


@blueprint.post("/notify/readings")
@access.signed_in
@idempotent
def read_all() -> WerkzeugResponse:
    """Mark everything read, or all of one kind or forum."""
    kind, forum = _narrowed(request.form)
    with transaction() as work:
        actions.read_everything(work, _me(), kind=kind, forum=forum, now=clock.now())
    if kind or forum:
        notice(_("All of these are marked as read."))
    else:
        notice(_("Everything is marked as read."))
    return see_other(with_query(urls.INBOX, kind=kind or None, forum=forum or None))


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


def _narrowed(given: Mapping[str, str]) -> tuple[str, str]:
    """The kind and the forum that are asked for; what is none counts as none."""
    kind, forum = given.get("kind", ""), given.get("forum", "")
    return kind if kind in KIND_LABELS else "", forum if _SLUG.fullmatch(forum) else ""


def _forums(known: Mapping[str, str]) -> dict[str, str]:
    return {slug: forum_name(slug, name, _) for slug, name in known.items()}


def _me() -> UUID:
    account_id = viewer().id
    assert account_id is not None  # noqa: S101  the views are for people who are signed in
    return account_id
