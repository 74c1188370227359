"""Fetching from a mailbox: each mail is kept here before it is taken away there."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from corridor.settings import SettingsError
from notify_service.inbound.receiving import Delivery, our_recipients, read_head, receive
from notify_service.settings import NotifySettings

_log = structlog.get_logger("notify_service.inbound")
_TIMEOUT = 30
_BATCH = 50
_PORTS = {"imap": 143, "imaps": 993}


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where a mailbox is; `imap` without TLS is for a server on the same machine."""

    tls: bool
    host: str
    port: int
    user: str
    password: str
    folder: str


def read_url(url: str) -> Box:
    """`imaps://user:password@host:port/INBOX`, with percent signs for what is special."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise SettingsError("CORRIDOR_IMAP_URL must look like imaps://user:password@host/INBOX")
    return Box(
        tls=parts.scheme == "imaps",
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def fetch_mails(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """A job: empty the mailbox; says whether there may be more."""
    if not settings.imap_url:
        return False
    try:
        with _open(read_url(settings.imap_url)) as box:
            uids = _uids(box)
            for uid in uids[:_BATCH]:
                _fetch(box, uid, sessions, settings)
            return len(uids) > _BATCH
    except (OSError, imaplib.IMAP4.error) as error:
        _log.warning("mailbox not reached", error=str(error))
        return False


@contextmanager
def _open(box: Box) -> Iterator[imaplib.IMAP4]:
    make: Any = imaplib.IMAP4_SSL if box.tls else imaplib.IMAP4
    server: imaplib.IMAP4 = make(box.host, box.port, timeout=_TIMEOUT)
    try:
        server.login(box.user, box.password)
        _done(server.select(f'"{box.folder}"'))
        yield server
    finally:
        server.logout()


def _done(answer: tuple[str, list[Any]]) -> list[Any]:
    state, data = answer
    if state != "OK":
        raise imaplib.IMAP4.error(str(data))
    return data


def _uids(server: imaplib.IMAP4) -> list[str]:
    found = _done(server.uid("SEARCH", "UNDELETED"))
    return found[0].decode().split() if found and found[0] else []


def _fetch(
    server: imaplib.IMAP4, uid: str, sessions: sessionmaker[Session], settings: NotifySettings
) -> None:
    """Keep one mail here, then take it away there: a crash in between leaves a mail that is known."""
    size = _size(server, uid)
    too_big = size > settings.mail_size
    raw = _content(server, uid, "BODY.PEEK[HEADER]" if too_big else "BODY.PEEK[]")
    if raw is not None:
        with transaction(sessions) as session:
            for delivery in _deliveries(raw, settings, size=size, too_big=too_big):
                receive(session, delivery, now=clock.now())
    _done(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
    _done(server.expunge())


def _deliveries(raw: bytes, settings: NotifySettings, *, size: int, too_big: bool) -> Iterator[Delivery]:
    """One for each address of ours; a mail that names none is kept as well, for nobody."""
    head = read_head(raw)
    named = str(head["Return-Path"] if head["Return-Path"] is not None else head["From"] or "")
    for recipient in our_recipients(head, settings) or [""]:
        yield Delivery(
            raw=raw,
            recipient=recipient,
            return_path=named,
            way="imap",
            reason="too_big" if too_big else "",
            size=size,
        )


def _size(server: imaplib.IMAP4, uid: str) -> int:
    data = _done(server.uid("FETCH", uid, "(RFC822.SIZE)"))
    found = re.search(rb"RFC822\.SIZE (\d+)", data[0]) if data and isinstance(data[0], bytes) else None
    return int(found[1]) if found else 0


def _content(server: imaplib.IMAP4, uid: str, what: str) -> bytes | None:
    data = _done(server.uid("FETCH", uid, f"({what})"))
    return next((bytes(part[1]) for part in data if isinstance(part, tuple)), None)
