"""The application of the process that holds open pages: one route, within the frame of all others."""

import random
from collections.abc import Callable, Iterator
from functools import cache

from babel.support import Translations
from flask import Blueprint, Flask, Response, request
from prometheus_client import Gauge

from corridor.auth import access, viewer
from corridor.web import create_app as create_corridor_app
from corridor.web import session
from corridor.web.i18n import current_language
from corridor.web.i18n.setup import translations_of
from notify_service import urls
from notify_service.live.hub import Hub, Stream
from notify_service.live.queries import state_of
from notify_service.live.rules import MOST_EACH, NO_PLACE, last_seen
from notify_service.members.models import Member
from notify_service.settings import NotifySettings


def create_app(settings: NotifySettings, hub: Hub) -> Flask:
    """The application around the pages that `hub` knows."""
    blueprint = Blueprint("live", __name__)

    @blueprint.get(urls.LIVE)
    @access.public
    def live() -> Response:
        """How much waits for the viewer, now and whenever it changes."""
        me = viewer()
        if me.id is None:
            # The one answer after which a browser does not come back.
            return _with_leave(Response(status=204), settings)
        if hub.size >= settings.live_most or hub.count_of(me.id) >= MOST_EACH:
            wait = str(random.randint(*NO_PLACE))  # noqa: S311
            return _with_leave(Response(status=503, headers={"Retry-After": wait}), settings)
        stream = Stream(me.id, me.session_id)
        # First to hear, then to look: what happens in between is not missed.
        hub.join(stream)
        try:
            stream.know(state_of(session(), me.id))
            words = stream.words(last_seen(request.headers.get("Last-Event-ID")), _labels())
        except BaseException:
            hub.leave(stream)
            raise
        response = Response(Listened(words, lambda: hub.leave(stream)), mimetype="text/event-stream")
        response.headers["Cache-Control"] = "no-store"
        # nginx would keep the words back until it has a page full of them.
        response.headers["X-Accel-Buffering"] = "no"
        return _with_leave(response, settings)

    app = create_corridor_app(settings, package="notify_service", blueprints=[blueprint], member_model=Member)
    registry = app.extensions["corridor"].metrics
    Gauge("corridor_live_pages", "Open pages", registry=registry).set_function(lambda: hub.size)
    return app


class Listened:
    """The words of a stream; `left` is called when the page is gone, even before the first word."""

    def __init__(self, words: Iterator[bytes], left: Callable[[], None]) -> None:
        self._words = words
        self._left = left

    def __iter__(self) -> Iterator[bytes]:
        return self._words

    def close(self) -> None:
        """What the server calls at the end of an answer, however it ends."""
        self._left()


def _with_leave(response: Response, settings: NotifySettings) -> Response:
    """Where the process has a port of its own (bin/run), the pages of the house may still read it."""
    origin = settings.base_url.rstrip("/")
    if request.headers.get("Origin") == origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    response.vary.add("Origin")
    return response


def _labels() -> Callable[[int], str]:
    """What the bell is called with a number, in the language of whoever asks."""
    return _labels_in(current_language().code)


@cache
def _labels_in(language: str) -> Callable[[int], str]:
    words = Translations.load(str(translations_of("corridor")), [language])

    def label(unread: int) -> str:
        if not unread:
            return str(words.ugettext("Notifications"))
        several = "Notifications, %(num)d unread"
        return str(words.ungettext(several, several, unread) % {"num": unread})

    return label
