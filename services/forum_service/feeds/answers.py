"""A feed as an answer: for whom, in which form, and whether it changed."""

from typing import Literal

from flask import Response, request
from flask_babel import force_locale
from flask_babel import gettext as _

from corridor import clock
from corridor.auth import Viewer, viewer
from corridor.errors import NotFound
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service.feeds.actions import note_use
from forum_service.feeds.queries import Feed, find_reader
from forum_service.feeds.writing import write_atom, write_rss
from forum_service.sanctions.suspended import suspended

Form = Literal["atom", "rss"]
_WRITERS = {"atom": write_atom, "rss": write_rss}
# What a key of the interface for programs must allow.
SCOPE = "forum:read"


def reader_of(token: str) -> Viewer:
    """Who reads with this key; raises NotFound for a revoked one as for a wrong address."""
    found = find_reader(session(), token)
    if found is None or _is_suspended(found.viewer):
        raise NotFound(_("There is no such feed, or its key was revoked."))
    with transaction() as work:
        note_use(work, found.key_id, now=clock.now())
    return found.viewer


def reader_by_any_way() -> Viewer:
    """Who reads with ?token=, with an API key that may read, or signed in."""
    token = request.args.get("token", "")
    here = viewer()
    reads = here.is_member and (here.via == "cookie" or SCOPE in here.scopes)
    if not token and reads and not _is_suspended(here):
        return here
    return reader_of(token)


def _is_suspended(who: Viewer) -> bool:
    """Feeds are open to whoever has a key, so what holds for all other pages is asked for here."""
    return who.id is not None and suspended().find(who.id, now=clock.now()) is not None


def answer(feed: Feed, who: Viewer, form: Form) -> Response:
    """The feed in the reader's language; 304 where the program has it already."""
    with force_locale(who.language or "en"):
        body = _WRITERS[form](
            feed,
            origin=frame().settings.base_url,
            self_url=frame().settings.base_url.rstrip("/") + request.full_path.rstrip("?"),
            language=who.language or "en",
            now=clock.now(),
        )
    response = Response(body, mimetype=f"application/{form}+xml")
    response.headers["Cache-Control"] = "private, no-cache"
    # The address holds a secret: links followed from the feed must not tell it.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.add_etag()
    response.last_modified = feed.updated
    return response.make_conditional(request)  # type: ignore[return-value]
