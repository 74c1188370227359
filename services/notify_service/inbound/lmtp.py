"""The door for the mail server: LMTP (RFC 2033), one answer a recipient, 250 only for what is kept."""

import asyncio
import socket
import threading
from typing import Any

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session as Conversation
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.inbound.addresses import mail_domain
from notify_service.inbound.queries import exists_here
from notify_service.inbound.receiving import Delivery, receive
from notify_service.settings import NotifySettings

_log = structlog.get_logger("notify_service.inbound")
_AT_ONCE = 4


class _Door(LMTP):  # type: ignore[misc]
    # Mails with longer lines than allowed exist, and their senders are not to blame.
    line_length_limit = 65_536


class _Keeper:
    """What happens to each recipient and each mail; the database is asked in threads."""

    def __init__(self, sessions: sessionmaker[Session], settings: NotifySettings) -> None:
        self._sessions = sessions
        self._settings = settings
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: Any, _talk: Conversation, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Nobody lives at most addresses: then the sender's own server tells them."""
        answer = await self._ask(self._knows, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(self, _server: Any, _talk: Conversation, envelope: Envelope) -> str:  # noqa: N802
        """One line an address, as LMTP wants it."""
        raw, return_path = bytes(envelope.original_content or b""), envelope.mail_from or ""
        answers = [await self._ask(self._keep, raw, to, return_path) for to in envelope.rcpt_tos]
        return "\r\n".join(answers)

    async def _ask(self, question: Any, *args: Any) -> str:
        async with self._places:
            return str(await asyncio.get_running_loop().run_in_executor(None, question, *args))

    def _knows(self, address: str) -> str:
        try:
            with transaction(self._sessions) as session:
                known = exists_here(session, self._settings, address)
        except SQLAlchemyError:
            return _later()
        return "250 OK" if known else "550 5.1.1 There is no such address here"

    def _keep(self, raw: bytes, recipient: str, return_path: str) -> str:
        delivery = Delivery(raw=raw, recipient=recipient, return_path=return_path, way="lmtp")
        try:
            with transaction(self._sessions) as session:
                kept = receive(session, delivery, now=clock.now())
        except SQLAlchemyError:
            return _later()
        return f"250 2.0.0 Kept as {kept}" if kept else "250 2.0.0 Known already"


def _later() -> str:
    _log.exception("mail not kept")
    return "451 4.3.0 It cannot be kept just now, try again later"


def open_door(sessions: sessionmaker[Session], settings: NotifySettings) -> Controller:
    """Listen at `settings.lmtp`, in a thread of its own."""
    host, _colon, port = settings.lmtp.rpartition(":")
    # The library takes seconds to find out that a port is taken.
    socket.create_server((host or "127.0.0.1", int(port))).close()

    class Doorway(Controller):  # type: ignore[misc]
        def factory(self) -> LMTP:
            return _Door(self.handler, **self.SMTP_kwargs)

    doorway = Doorway(
        _Keeper(sessions, settings),
        hostname=host or "127.0.0.1",
        port=int(port),
        server_hostname=mail_domain(settings),
        data_size_limit=settings.mail_size,
        enable_SMTPUTF8=True,
        ident="Corridor",
        timeout=300,
    )
    doorway.start()
    _log.info("lmtp_open", at=settings.lmtp)
    return doorway


class _Once:
    """The one door of this process."""

    lock = threading.Lock()
    door: Controller | None = None
    # Whether it was said already that the port is taken.
    waits = False


def keep_door_open(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """A job of the worker: open the door when there is one to open.

    Where several workers share a machine the first one has the port; another takes over when it ends.
    """
    with _Once.lock:
        if not settings.lmtp or _Once.door is not None:
            return False
        try:
            _Once.door = open_door(sessions, settings)
        except OSError as error:
            if not _Once.waits:
                _log.warning("lmtp_not_open", at=settings.lmtp, error=str(error))
            _Once.waits = True
    return False


def close_door() -> None:
    """Let nobody in any more, at the end of what is being said."""
    with _Once.lock:
        if _Once.door is not None:
            _Once.door.stop()
        _Once.door = None
