"""A mail taken apart into its parts, bounded in depth, number and size whatever was sent.

The parser of the standard library nests calls and tests each line against each open boundary, so that a small
evil mail keeps it busy for minutes; this one passes over each level once.
"""

import re
from binascii import Error, a2b_base64, a2b_qp, a2b_uu
from dataclasses import dataclass

from notify_service.inbound.parsing.headers import Headers, read_headers

_MAX_DEPTH = 12
_MAX_PARTS = 200
_FOOTER = re.compile(rb"\n[ \t]*(?:_{4}|-{4}|={8})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part: its headers, its bytes as they travelled, and the parts inside of it."""

    headers: Headers
    body: bytes
    parts: tuple["Part", ...] = ()

    @property
    def media_type(self) -> str:
        return self.headers.media_type

    def content(self) -> bytes:
        """The bytes that were meant."""
        return decoded(self.body, self.headers.get("content-transfer-encoding").strip().lower())

    def walk(self) -> "list[Part]":
        """This part and all inside of it, in their order; not into mails that came along."""
        found = [self]
        if self.media_type != "message/rfc822":
            for part in self.parts:
                found += part.walk()
        return found


@dataclass
class _Budget:
    parts: int = _MAX_PARTS


def take_apart(raw: bytes) -> Part:
    """The mail as a tree of parts."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    raw = raw.lstrip(b"\r\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    return _part(raw, 0, _Budget(), default="text/plain")


def _part(raw: bytes, depth: int, budget: _Budget, *, default: str) -> Part:
    budget.parts -= 1
    headers, start = read_headers(raw, default_type=default)
    body = raw[start:]
    if depth >= _MAX_DEPTH or budget.parts <= 0:
        return Part(headers=headers, body=body)
    if headers.media_type.startswith("multipart/"):
        return Part(headers=headers, body=body, parts=_children(headers, body, depth, budget))
    if headers.media_type in ("message/rfc822", "message/global", "text/rfc822-headers"):
        inner = decoded(body, headers.get("content-transfer-encoding").strip().lower())
        inside = _part(inner.lstrip(b"\r\n"), depth + 1, budget, default="text/plain")
        return Part(headers=headers, body=body, parts=(inside,))
    return Part(headers=headers, body=body)


def _children(headers: Headers, body: bytes, depth: int, budget: _Budget) -> tuple[Part, ...]:
    digest = headers.media_type == "multipart/digest"
    default = "message/rfc822" if digest else "text/plain"
    found: list[Part] = []
    for piece in _pieces(body, headers.parameter("boundary")):
        if budget.parts <= 0:
            break
        found.append(_part(piece, depth + 1, budget, default=default))
    return tuple(found)


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """What stands between the boundary lines; a missing last one ends with the mail."""
    mark = boundary.encode("utf-8", "surrogateescape") or _guessed_boundary(body)
    if not mark:
        return [b"\n" + body]
    line = re.compile(rb"^--" + re.escape(mark) + rb"(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
    pieces: list[bytes] = []
    start = -1
    for found in line.finditer(body):
        if start >= 0:
            pieces.append(_without_last_break(body[start : found.start()]))
        start = -1 if found[1] else found.end()
        if len(pieces) >= _MAX_PARTS:
            return pieces
    if start >= 0:
        pieces.append(body[start:])
    return pieces or [b"\n" + body]


def _guessed_boundary(body: bytes) -> bytes:
    found = re.search(rb"^--([^\s-][^\r\n]{3,70})\r?$", body[:20_000], re.MULTILINE)
    return found[1].rstrip() if found else b""


def _without_last_break(piece: bytes) -> bytes:
    return piece.removesuffix(b"\n").removesuffix(b"\r")


def decoded(body: bytes, encoding: str) -> bytes:
    """The body without its transfer encoding, as much of it as can be read."""
    try:
        if encoding == "base64":
            return _from_base64(body)
        if encoding == "quoted-printable":
            return a2b_qp(body)
        if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
            return b"".join(a2b_uu(line) for line in body.splitlines()[1:] if line not in (b"", b"`", b"end"))
    except (Error, ValueError):
        return body
    return body


def _from_base64(body: bytes) -> bytes:
    """Footers that a list server put behind the letters are left out."""
    kept = _NOT_BASE64.sub(b"", _FOOTER.split(body, maxsplit=1)[0])
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return a2b_base64(kept + b"=" * (-len(kept) % 4))
