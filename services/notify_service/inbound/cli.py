"""`python -m notify_service lmtp`: the door for mails as a process of its own."""

import signal
import threading

import click

from corridor.db import make_engine, make_sessions
from corridor.settings import SettingsError
from corridor.web.tracing import configure_logs
from notify_service.settings import NotifySettings


@click.command("lmtp", help="Take mails from a mail server at CORRIDOR_LMTP.")
def lmtp() -> None:
    """Listen until a signal comes; the worker decides on what was kept."""
    from notify_service.inbound.lmtp import open_door

    settings = NotifySettings.from_env("notify")
    if not settings.lmtp:
        raise SettingsError("CORRIDOR_LMTP must say where to listen, such as 127.0.0.1:8024")
    configure_logs()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    door = open_door(make_sessions(make_engine(settings)), settings)
    stop.wait()
    door.stop()
