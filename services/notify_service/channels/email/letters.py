"""A letter is what a mail says; `to_mime` makes the message of it that is frozen and sent."""

from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from notify_service.channels.email.parts import multipart

_ADDRESSES = frozenset({"list-unsubscribe", "list-archive", "list-id", "list-post", "list-help"})


class _Policy(EmailPolicy):
    """The standard library's folding, mended: it encodes long web addresses, which no mail program reads
    back, doubles the space before the first encoded word of a subject, and may leave the first line of a
    header empty, which shows as a space as well."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header as it goes over the wire."""
        if name.lower() in _ADDRESSES and str(value).isascii():
            return f"{name}: {value}{self.linesep}".encode("ascii")
        if name.lower() == "subject" and not str(value).isascii():
            words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
            return f"{name}: {words}{self.linesep}".encode("ascii")
        if name.lower() == "reply-to":
            return _whole_mailbox(name, value.addresses[0], self.linesep)
        folded = super().fold_binary(name, value)
        empty = f"{name}:{self.linesep} ".encode("ascii")
        return folded.replace(empty, f"{name}: ".encode("ascii"), 1) if folded.startswith(empty) else folded


def _whole_mailbox(name: str, mailbox: Address, linesep: str) -> bytes:
    # A signed address is longer than a line wants to be, and must not be cut or encoded.
    shown = mailbox.display_name
    plain = shown.isascii()
    words = Header(_phrase(shown) if plain else shown, "us-ascii" if plain else "utf-8", header_name=name)
    return f"{name}: {words.encode(linesep=linesep)}{linesep} <{mailbox.addr_spec}>{linesep}".encode("ascii")


# Quoted-printable or base64 instead of 8 bit: no server on the way has anything to convert.
_POLICY = _Policy(linesep="\r\n", cte_type="7bit")
_LONGEST_LINE = 76


class _Head:
    """The headers of a message. What fits a line as it is, and that is most of them, is written as it is: the
    standard library takes longer over fifteen such lines than the whole digest takes to render."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def __setitem__(self, name: str, value: str | Address) -> None:
        line = f"{name}: {value}"
        tame = line.isascii() and line.isprintable()
        if tame and (len(line) <= _LONGEST_LINE or name.lower() in _ADDRESSES):
            self._lines.append(f"{line}\r\n".encode("ascii"))
        else:
            self._lines.append(_POLICY.fold_binary(*_POLICY.header_store_parse(name, value)))

    def __bytes__(self) -> bytes:
        return b"".join(self._lines)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Subject and both bodies, and what mail programs sort and thread by."""

    subject: str
    text: str
    html: str
    language: str
    # Whose words these are; the address is always ours.
    author: str = ""
    list_name: str = ""
    list_id: str = ""
    archive_url: str = ""
    help_url: str = ""
    unsubscribe_url: str = ""
    # Addresses: where an empty mail ends the stream, where a mail opens a topic, where an answer goes.
    unsubscribe_address: str = ""
    post_address: str = ""
    reply_address: str = ""
    # The mails before this one, the one it answers last; and what the house calls this stream of mails.
    thread: tuple[str, ...] = ()
    stream: str = ""
    # What the thread is about, for programs that sort by it.
    topic: str = ""
    bulk: bool = True


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """To whom, from which address, under which name of its own."""

    name: str
    address: str
    mail_from: str
    message_id: str
    at: datetime


def to_mime(letter: Letter, envelope: Envelope) -> bytes:
    """The message as it goes over the wire."""
    message = _Head()
    _address(message, letter, envelope)
    _thread(message, letter)
    _list(message, letter)
    _unsubscribe(message, letter)
    _hold_robots(message, letter)
    bodies = (("text/plain", letter.text), ("text/html", letter.html))
    return bytes(message) + multipart(bodies, language=letter.language)


def _address(message: _Head, letter: Letter, envelope: Envelope) -> None:
    house, ours = parseaddr(envelope.mail_from)
    sender = f"{letter.author} · {house}" if letter.author else house
    message["From"] = _mailbox(sender, ours)
    message["To"] = _mailbox(envelope.name, envelope.address)
    if letter.reply_address:
        message["Reply-To"] = _mailbox(letter.list_name or house, letter.reply_address)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id


def _thread(message: _Head, letter: Letter) -> None:
    if letter.thread:
        message["In-Reply-To"] = letter.thread[-1]
        message["References"] = " ".join(letter.thread)
    if letter.topic:
        message["Thread-Topic"] = _one_line(letter.topic)


def _list(message: _Head, letter: Letter) -> None:
    if letter.list_id:
        message["List-Id"] = f"{_phrase(letter.list_name)} <{letter.list_id}>"
    if letter.archive_url:
        message["List-Archive"] = f"<{letter.archive_url}>"
    if letter.post_address:
        message["List-Post"] = f"<mailto:{letter.post_address}>"
    if letter.help_url:
        message["List-Help"] = f"<{letter.help_url}>"


def _unsubscribe(message: _Head, letter: Letter) -> None:
    """One click (RFC 8058), and for programs that only know mail an address."""
    ways = [f"<{letter.unsubscribe_url}>"] if letter.unsubscribe_url else []
    ways += [f"<mailto:{letter.unsubscribe_address}>"] if letter.unsubscribe_address else []
    if ways:
        message["List-Unsubscribe"] = ", ".join(ways)
    if letter.unsubscribe_url:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _hold_robots(message: _Head, letter: Letter) -> None:
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.bulk:
        message["Precedence"] = "list"
    if letter.stream:
        message["Feedback-ID"] = f"{letter.stream}:corridor"


def _mailbox(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=address)


def _phrase(name: str) -> str:
    plain = _one_line(name).replace("\\", "").replace('"', "'")
    return f'"{plain}"'


def _one_line(text: str) -> str:
    # A name or a title is foreign text: it must not begin a header of its own nor turn its neighbours round.
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())
    return " ".join(kept.split())[:300]
