"""The server of open pages: thousands of connections in one process, none of which holds a thread."""

import resource
import signal

import gevent
import structlog
from gevent.pywsgi import WSGIServer

from corridor.db import make_engine, make_sessions
from notify_service.live.app import create_app
from notify_service.live.hub import Hub
from notify_service.live.listening import Round, listen
from notify_service.settings import NotifySettings

log = structlog.get_logger("notify.live")
# Connections that wait to be taken, when all pages come back at once.
BACKLOG = 2048
LAST_WORDS = 2


def serve(settings: NotifySettings, *, host: str, port: int) -> None:
    """Serve until a signal ends it."""
    _allow_many_files()
    hub = Hub()
    look = Round(hub, make_sessions(make_engine(settings)))
    gevent.spawn(listen, settings.database_url, hub, look)
    gevent.spawn(look.for_ever)
    server = WSGIServer((host, port), create_app(settings, hub), backlog=BACKLOG, log=None)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, _stop, server, hub)
    log.info("live_serving", host=host, port=port, most=settings.live_most)
    server.serve_forever(stop_timeout=LAST_WORDS)


def _stop(server: WSGIServer, hub: Hub) -> None:
    hub.close()
    server.stop(timeout=LAST_WORDS)


def _allow_many_files() -> None:
    """A connection is a file, and the usual bound is a thousand."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
