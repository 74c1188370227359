"""The messages of an archive: headers, words and files, whatever the charset."""

import html
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.header import decode_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import charset_normalizer

_BREAK = re.compile(r"<br\s*/?>|</(p|div|li|tr|h[1-6]|blockquote|pre)>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script|head)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MANY = re.compile(r"\n{3,}")
_ID = re.compile(r"<([^<>\s]{1,500})>")
# Names that old programs give to charsets, and the wider ones that hold them.
_CHARSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-arabic": "mac_arabic",
    "ks_c_5601-1987": "cp949",
    "windows-874": "cp874",
}


@dataclass(frozen=True, kw_only=True)
class Head:
    """What must be known of a message to put it into its topic."""

    key: int
    id: str
    parents: tuple[str, ...]
    subject: str
    date: str
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class File:
    """Something attached."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Body:
    """The words of a message, and what was attached."""

    text: str
    files: list[File] = field(default_factory=list)


class Archive:
    """An mbox file, read message by message."""

    def __init__(self, path: Path) -> None:
        self._box = mailbox.mbox(path, factory=None, create=False)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._box.close()

    def heads(self) -> Iterator[Head]:
        """All messages as far as their place is concerned, in the order of the file."""
        for key in self._box.iterkeys():
            yield _head(int(key), self._message(key))

    def body(self, head: Head) -> Body:
        """The words and files of one."""
        return body_of(self._message(head.key))

    def _message(self, key: Any) -> EmailMessage:
        with self._box.get_file(key) as stream:
            return read_message(stream)


def read_message(stream: IO[bytes] | Any) -> EmailMessage:
    """One message. Broken ones are read as far as they go."""
    found: Any = BytesParser(policy=policy.compat32.clone(message_factory=None)).parse(stream)
    message: EmailMessage = found
    return message


def _head(key: int, message: EmailMessage) -> Head:
    name, address = sender_of(message)
    own = _ID.findall(_header(message, "Message-ID"))
    references = _ID.findall(_header(message, "References")) + _ID.findall(_header(message, "In-Reply-To"))
    subject, date = _header(message, "Subject"), _header(message, "Date")
    made_up = sha256(f"{address}\n{date}\n{subject}\n{key if not date else ''}".encode()).hexdigest()
    return Head(
        key=key,
        id=own[0] if own else f"{made_up}@no-id",
        parents=tuple(reversed(references)),
        subject=subject,
        date=date,
        name=name,
        email=address,
    )


def sender_of(message: Any) -> tuple[str, str]:
    """Name and address of who wrote."""
    pairs = getaddresses([_header(message, "From")])
    name, address = pairs[0] if pairs else ("", "")
    address = address.strip().lower()[:254]
    # "jane at example.org": how public archives hide addresses.
    hidden = re.fullmatch(r"(\S+) (?:at|\(a\)) (\S+)", f"{name} {address}".strip(), re.IGNORECASE)
    if "@" not in address and hidden:
        address = f"{hidden[1]}@{hidden[2]}".lower()
    return _clean(name)[:100] or address.partition("@")[0] or "?", address


def _header(message: Any, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        parts = [_decoded(part, charset) for part, charset in decode_header(str(value))]
    except ValueError:
        parts = [str(value)]
    return _clean("".join(parts))


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        # Bytes beyond ASCII without a name for them come as surrogates.
        raw = part.encode("ascii", "surrogateescape")
        return part if raw.isascii() else decode(raw, None)
    return decode(part, charset)


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode().split())


def body_of(message: Any) -> Body:
    """The plain text where there is one, else what the HTML says; and the files."""
    plain: list[str] = []
    rich: list[str] = []
    files: list[File] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        data = _payload(part)
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            if data:
                files.append(File(name=_clean(str(name or kind.replace("/", ".")))[-150:], data=data))
        elif kind == "text/html":
            rich.append(text_of_html(decode(data, part.get_content_charset())))
        else:
            plain.append(decode(data, part.get_content_charset()))
    text = "\n\n".join(plain) if any(words.strip() for words in plain) else "\n\n".join(rich)
    return Body(text=text.replace("\0", "").strip(), files=files)


def _payload(part: Any) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def decode(data: bytes, charset: str | None) -> str:
    """Bytes as text: by the charset named, else as what they look like."""
    named = (charset or "").lower().strip("\"' ")
    for candidate in (_CHARSETS.get(named, named), "utf-8"):
        try:
            return data.decode(candidate) if candidate else data.decode("utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    best = charset_normalizer.from_bytes(data).best()
    return str(best) if best is not None else data.decode("cp1252", "replace")


def text_of_html(markup: str) -> str:
    """The words of HTML, a line a paragraph."""
    lines = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub("", markup)))
    stripped = "\n".join(" ".join(line.split()) for line in html.unescape(lines).split("\n"))
    return _MANY.sub("\n\n", stripped).strip()
