"""The headers of a mail: found, unfolded, decoded, whatever their writer did to them."""

import re
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from functools import cached_property

from notify_service.inbound.parsing.charsets import to_text

_MAX_BYTES = 256 * 1024
_MAX_HEADERS = 1000
_MAX_VALUE = 16_000
_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_LINE = re.compile(rb"[^\n]*\n?")
_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?")
# Some programs fold inside of encoded words or forget the space between two.
_GLUED = re.compile(r"(\?=)(=\?)")


@dataclass(frozen=True)
class Headers:
    """The headers in their order, names in lower case, values still as bytes."""

    fields: tuple[tuple[str, bytes], ...] = ()
    default_type: str = "text/plain"
    _texts: dict[bytes, str] = field(default_factory=dict, compare=False, repr=False)

    def raw(self, name: str) -> str:
        """The first value, unfolded, not decoded; empty without one."""
        return next((_plain(value) for found, value in self.fields if found == name), "")

    def raws(self, name: str) -> list[str]:
        """All values, not decoded."""
        return [_plain(value) for found, value in self.fields if found == name]

    def get(self, name: str) -> str:
        """The first value as people read it."""
        return next((self._text(value) for found, value in self.fields if found == name), "")

    def get_all(self, name: str) -> list[str]:
        """All values as people read them."""
        return [self._text(value) for found, value in self.fields if found == name]

    def has(self, name: str) -> bool:
        return any(found == name for found, _value in self.fields)

    @cached_property
    def media_type(self) -> str:
        """The type and subtype in lower case; nonsense is plain text."""
        value = self.raw("content-type").partition(";")[0].strip().lower()
        if value in ("text", "text/html charset=utf-8"):
            return "text/html" if "html" in value else "text/plain"
        return value if re.fullmatch(r"[\w.+-]+/[\w.+-]+", value) else self.default_type

    def parameter(self, key: str, *, of: str = "content-type") -> str:
        """A parameter of Content-Type or Content-Disposition, continued and encoded ones (RFC 2231) too."""
        message: Message = Message()
        message[of] = self.raw(of)[:4000]
        try:
            found = message.get_param(key, "", header=of)
        except Exception:  # the standard library trips over many forms of nonsense
            return ""
        if isinstance(found, tuple):
            charset, _language, text = found
            return to_text(text.encode("latin-1", "replace"), charset or "")
        return decode_words(str(found or ""))

    def _text(self, value: bytes) -> str:
        if value not in self._texts:
            self._texts[value] = decode_words(to_text(value, ""))
        return self._texts[value]


def read_headers(raw: bytes, *, default_type: str) -> tuple[Headers, int]:
    """The headers at the beginning, and where the body starts."""
    found: list[tuple[str, bytes]] = []
    lines: list[bytes] = []
    position = 0
    for match in _LINE.finditer(raw[:_MAX_BYTES]):
        line = match[0]
        if not line.strip(b"\r\n"):
            position = match.end()
            break
        if line[:1] in b" \t" and lines:
            lines.append(line)
        elif _NAME.match(line):
            _keep(found, lines)
            lines = [line]
        elif position or not found:
            # Not a header: what comes from here on is the body of a mail without an empty line.
            break
        position = match.end()
    _keep(found, lines)
    return Headers(tuple(found[:_MAX_HEADERS]), default_type), position


def _keep(found: list[tuple[str, bytes]], lines: list[bytes]) -> None:
    if not lines:
        return
    name, _colon, value = b"".join(lines).partition(b":")
    unfolded = re.sub(rb"\r?\n(?=[ \t])", b"", value).strip()
    found.append((name.strip().decode("ascii", "replace").lower(), unfolded[:_MAX_VALUE]))


def _plain(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape").replace("\r", "").replace("\n", " ")


def decode_words(text: str) -> str:
    """The text with its encoded words (RFC 2047) read."""
    if not _WORD.search(text):
        return _one_line(text)
    try:
        pieces = decode_header(_GLUED.sub(r"\1 \2", text.encode("ascii", "backslashreplace").decode("ascii")))
        read = [
            piece if isinstance(piece, str) else to_text(piece, charset or "") for piece, charset in pieces
        ]
        return _one_line("".join(read))
    except Exception:  # broken base64, unknown forms: what cannot be read is shown as it came
        return _one_line(text)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", "".join(sign if sign.isprintable() else " " for sign in text)).strip()
