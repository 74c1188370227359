"""What the worker does by the clock for the mail that comes in.

The parts are imported where they run: reading mails takes libraries that a page needs none of.
"""

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from corridor.service import Job
from notify_service.settings import NotifySettings


def _receive(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    if not settings.lmtp:
        return False
    from notify_service.inbound.lmtp import keep_door_open

    return keep_door_open(sessions, settings)


def _fetch(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    if not settings.imap_url:
        return False
    from notify_service.inbound.imap import fetch_mails

    return fetch_mails(sessions, settings)


def _decide(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    from notify_service.inbound.deciding import decide_mails

    return decide_mails(sessions, settings)


def _forget(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    from notify_service.inbound.forgetting import forget_incoming

    return forget_incoming(sessions, settings)


JOBS = (
    Job(name="receive mails", run=_receive, every=timedelta(seconds=5)),
    Job(name="fetch mails", run=_fetch, every=timedelta(minutes=1)),
    Job(name="decide on mails", run=_decide, every=timedelta(seconds=2)),
    Job(name="forget incoming mails", run=_forget, every=timedelta(hours=1)),
)
