"""Mail by SMTP, stage by stage.

smtplib's `sendmail` raises the same error for a connection that broke before the message was complete
and for one that broke after it: the first mail was surely not sent, the second perhaps. So the stages are
driven by hand and the doubt is written down before the final dot goes out.
"""

import contextlib
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from corridor.faults import fault
from notify_service.channels.email.rules import Outcome, read_reply
from notify_service.channels.email.transport import Parcel
from notify_service.settings import NotifySettings

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpTransport:
    """One connection for a batch of mails, opened with the first and opened anew when it breaks.

    `smtp://`, `smtp+starttls://` or `smtps://`, with user and password where the server wants them.
    """

    repeatable = False

    def __init__(self, settings: NotifySettings) -> None:
        self._url = urlsplit(settings.smtp_url or "")
        self._timeout = settings.smtp_timeout
        self._answer_timeout = settings.smtp_answer_timeout
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            # What was accepted is accepted, whatever becomes of the farewell.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
            self._drop()

    def send(self, parcel: Parcel, *, before_dot: Callable[[], bool]) -> Outcome:
        """Hand one mail over; never raises for what a server or a network does."""
        used_before = self._connection is not None
        refusal = self._prepare(parcel)
        if refusal is not None and refusal.broken and used_before:
            # A server may end a connection after so many mails, or so much time: that is not about this one.
            refusal = self._prepare(parcel)
        if refusal is not None:
            return refusal
        if not before_dot():
            self._drop()
            return Outcome(verdict="overtaken", broken=True)
        fault("mailer.before_dot")
        if self._has_hung_up():
            self._drop()
            return Outcome(verdict="later", answer="the connection ended within the message", broken=True)
        return self._finish()

    def _prepare(self, parcel: Parcel) -> Outcome | None:
        """Everything up to the final dot; the server's refusal, if it refuses."""
        try:
            refusal = self._ask(parcel)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return _not_sent(error)
        if refusal is not None:
            self._reset(refusal)
        return refusal

    def _ask(self, parcel: Parcel) -> Outcome | None:
        smtp = self._connect()
        code, text = smtp.mail(parcel.sender)
        if code != 250:
            return _refused(code, text)
        code, text = smtp.rcpt(parcel.address)
        if code not in (250, 251):
            return _refused(code, text, about_address=True)
        code, text = smtp.docmd("data")
        if code != 354:
            return _refused(code, text)
        smtp.send(stuff_dots(parcel.mime))
        return None

    def _finish(self) -> Outcome:
        """The final dot and the server's answer; from here on silence means doubt."""
        smtp = self._connect()
        try:
            _set_timeout(smtp, self._answer_timeout)
            smtp.send(b".\r\n")
            fault("mailer.after_dot")
            code, text = smtp.getreply()
            _set_timeout(smtp, self._timeout)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome(verdict="doubt", answer=f"no answer after the message: {error}", broken=True)
        outcome = read_reply(code, _words(text))
        self._reset(outcome)
        return outcome

    def _has_hung_up(self) -> bool:
        # Before the dot the server has nothing to say: if there is something to read, it is the end of the
        # connection, and the mail is surely not sent. Within TLS there may be other traffic.
        sock = self._connect().sock
        if sock is None or isinstance(sock, ssl.SSLSocket):
            return False
        return bool(select.select([sock], [], [], 0)[0])

    def _connect(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = _open(self._url, self._timeout)
        return self._connection

    def _reset(self, outcome: Outcome) -> None:
        # After 421 the server hangs up; a connection that cannot be cleared is left as well.
        if outcome.verdict == "sent" or self._connection is None:
            return
        if outcome.broken:
            self._drop()
            return
        try:
            self._connection.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def stuff_dots(mime: bytes) -> bytes:
    """The message so that none of its lines can be taken for its end."""
    return _LEADING_DOT.sub(b"..", mime)


def _open(url: SplitResult, timeout: int) -> smtplib.SMTP:
    host, port = url.hostname or "127.0.0.1", url.port or (465 if url.scheme == "smtps" else 25)
    smtp: smtplib.SMTP
    if url.scheme == "smtps":
        smtp = smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
    else:
        smtp = smtplib.SMTP(host, port, timeout=timeout)
    try:
        _greet(smtp, url)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _greet(smtp: smtplib.SMTP, url: SplitResult) -> None:
    smtp.ehlo_or_helo_if_needed()
    if url.scheme == "smtp+starttls":
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    if url.username:
        smtp.login(unquote(url.username), unquote(url.password or ""))


def _set_timeout(smtp: smtplib.SMTP, seconds: int) -> None:
    if isinstance(smtp.sock, socket.socket):
        smtp.sock.settimeout(seconds)


def _refused(code: int, text: bytes, *, about_address: bool = False) -> Outcome:
    return read_reply(code, _words(text), about_address=about_address)


def _not_sent(error: Exception) -> Outcome:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        # A refused greeting or sign-in is our trouble, not the mail's: it waits.
        return Outcome(verdict="later", answer=f"{error.smtp_code} {_words(words)}", broken=True)
    return Outcome(verdict="later", answer=f"no connection: {error}", broken=True)


def _words(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("\n", " ")[:500]
