"""The body of a message, written out by hand: thousands of digests go out in one run, and the standard
library's generator takes longer over each than everything else together."""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from uuid import uuid4

_LONGEST_LINE = 900


def multipart(parts: Sequence[tuple[str, str]], *, language: str) -> bytes:
    """The headers and the body of a multipart/alternative: (type, text) from the plainest to the richest."""
    # It cannot stand in a part: no encoding writes "=_".
    boundary = f"=_{uuid4().hex}".encode()
    head = (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="{boundary.decode()}"\r\n'
        f"Content-Language: {language}\r\n\r\n"
    )
    bodies = b"".join(b"--" + boundary + b"\r\n" + _part(kind, text) for kind, text in parts)
    return head.encode() + bodies + b"--" + boundary + b"--\r\n"


def _part(kind: str, text: str) -> bytes:
    encoding, body = _encoded("\r\n".join(text.splitlines()) + "\r\n")
    head = f'Content-Type: {kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode() + body + b"\r\n"


def _encoded(text: str) -> tuple[str, bytes]:
    """What no server on the way has to convert, and is the shortest."""
    raw = text.encode()
    if text.isascii() and _is_tame(raw):
        return "7bit", raw
    foreign = len(raw) - len(raw.translate(None, bytes(range(128, 256))))
    if foreign * 6 > len(raw):
        return "base64", encodebytes(raw).replace(b"\n", b"\r\n")
    return "quoted-printable", b2a_qp(raw, istext=True)


def _is_tame(raw: bytes) -> bool:
    lines = raw.split(b"\r\n")
    return max(map(len, lines)) <= _LONGEST_LINE and not any(line.startswith(b"From ") for line in lines)
