"""A mail of the corpus and what is to be read in it."""

from base64 import encodebytes
from dataclasses import dataclass, field
from email.header import Header
from email.utils import formataddr
from quopri import encodestring

REPLY_ADDRESS = "reply+mzxw6ytboi4dcmrt@forum.example"
FORUM = "Taxonomy Forum"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The bytes, and what a person would say of them; None: not asked here.

    `quoted` are sentences of others that must not stand in the own words (but for lines marked as a quote).
    """

    name: str
    raw: bytes
    own: str | None = None
    nature: str = "letter"
    command: str = ""
    subject: str | None = None
    quoted: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    bounce: tuple[str, str] | None = None
    sender: str | None = None
    answerable: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Post:
    """What a mail is made of; parts are (media type with parameters, bytes or text, encoding)."""

    sender: str = "Amina Odhiambo <amina@example.org>"
    to: str = f"{FORUM} <{REPLY_ADDRESS}>"
    subject: str = "Re: Draft decision"
    text: str | None = None
    html: str | None = None
    charset: str = "utf-8"
    encoding: str = "quoted-printable"
    headers: tuple[str, ...] = ()
    text_type: str = ""
    answers: bool = True
    files: tuple[tuple[str, str, bytes], ...] = field(default=())


def mail(post: Post) -> bytes:
    """The mail as it would come over the wire."""
    lines = [
        f"From: {_address(post.sender)}",
        f"To: {_address(post.to)}",
        f"Subject: {_word(post.subject)}",
        "Date: Fri, 20 Nov 2026 11:30:00 +0300",
        "Message-ID: <CAB17x9@mail.example.org>",
        *(["In-Reply-To: <topic.12.post.3@forum.example>"] if post.answers else []),
        *(["References: <topic.12@forum.example> <topic.12.post.3@forum.example>"] if post.answers else []),
        *post.headers,
        "MIME-Version: 1.0",
    ]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n" + _content(post)


def _content(post: Post) -> bytes:
    forms = []
    if post.text is not None:
        forms.append(
            part(
                f"text/plain; charset={post.charset}{post.text_type}", _bytes(post.text, post), post.encoding
            )
        )
    if post.html is not None:
        forms.append(part(f"text/html; charset={post.charset}", _bytes(post.html, post), post.encoding))
    body = forms[0] if len(forms) == 1 else several("alternative", forms)
    if not post.files:
        return body
    files = [part(kind, data, "base64", name) for name, kind, data in post.files]
    return several("mixed", [body, *files])


def _bytes(text: str, post: Post) -> bytes:
    codec = {"gb2312": "gb18030", "big5": "big5hkscs", "iso-2022-jp": "iso2022_jp"}.get(
        post.charset, post.charset
    )
    return text.replace("\n", "\r\n").encode(codec, "replace")


def part(media_type: str, data: bytes, encoding: str, name: str = "") -> bytes:
    """One part, with its headers."""
    sent = {"quoted-printable": encodestring, "base64": encodebytes}.get(encoding, bytes)(data)
    disposition = f'Content-Disposition: attachment; filename="{name}"\r\n' if name else ""
    head = f"Content-Type: {media_type}\r\n{disposition}Content-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode("utf-8") + sent


def several(kind: str, parts: list[bytes]) -> bytes:
    """Several parts as one."""
    mark = f"=_{kind}_{len(parts)}_{len(parts[0])}"
    inner = b"".join(f"--{mark}\r\n".encode() + one + b"\r\n" for one in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{mark}"\r\n\r\n'.encode()
        + inner
        + f"--{mark}--\r\n".encode()
    )


def _word(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode(linesep="\r\n")


def _address(text: str) -> str:
    name, _space, address = text.rpartition(" ")
    return formataddr((name, address.strip("<>"))) if name else text
