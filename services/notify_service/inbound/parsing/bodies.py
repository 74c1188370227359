"""What a mail holds: its text, its HTML, its files."""

import re
from dataclasses import dataclass, field, replace
from html import escape

from notify_service.inbound.parsing.charsets import to_text
from notify_service.inbound.parsing.files import file_of, is_file, text_file
from notify_service.inbound.parsing.flowed import unflow
from notify_service.inbound.parsing.mime import Part
from notify_service.inbound.parsing.shapes import Attachment
from notify_service.inbound.parsing.winmail import unpack_winmail

MAX_TEXT = 400_000
_MAX_FILES = 100
# Keys, reports of servers, and forms of the letter that only few programs show.
_ASIDE = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
    | {"application/pgp-keys", "application/pgp-encrypted", "message/delivery-status"}
    | {"message/disposition-notification", "message/feedback-report"}
    | {"text/x-amp-html", "text/watch-html"}
)
_WINMAIL = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass(frozen=True, kw_only=True)
class Body:
    """The letter in up to two forms, and its files; `sealed`: it can only be read with a key."""

    text: str = ""
    html: str = ""
    files: tuple[Attachment, ...] = ()
    sealed: bool = False


@dataclass
class _Found:
    # Each a pair: the same words as text and as HTML.
    passages: list[tuple[str, str]] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    sealed: bool = False


def body_of(mail: Part) -> Body:
    """The letter and what came along."""
    found = _Found()
    _collect(mail, found)
    html = any(markup for _text, markup in found.passages)
    texts = [text for text, _markup in found.passages if text.strip()]
    markups = [markup or _as_markup(text) for text, markup in found.passages]
    sealed = found.sealed or any(text.lstrip().startswith("-----BEGIN PGP MESSAGE") for text in texts)
    return Body(
        text="\n\n".join(_unarmoured(text) for text in texts)[:MAX_TEXT],
        html="\n".join(markups) if html else "",
        files=tuple(found.files[:_MAX_FILES]),
        sealed=sealed and not any(markup for _text, markup in found.passages),
    )


def _collect(part: Part, found: _Found) -> None:
    kind = part.media_type
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        found.sealed = True
    if kind == "multipart/alternative" and part.parts:
        _collect_forms(part, found)
    elif kind.startswith("multipart/"):
        for inner in part.parts:
            _collect(inner, found)
    elif kind not in _ASIDE:
        _collect_leaf(part, found)


def _collect_forms(part: Part, found: _Found) -> None:
    """Several forms of the same words."""
    inside = _Found()
    for inner in part.parts:
        _collect(inner, inside)
    found.files += inside.files
    found.sealed |= inside.sealed
    texts = "\n\n".join(text for text, _markup in inside.passages if text.strip())
    found.passages.append((texts, "\n".join(markup for _text, markup in inside.passages if markup)))


def _collect_leaf(part: Part, found: _Found) -> None:
    if part.media_type in _WINMAIL or part.headers.parameter("name").lower() == "winmail.dat":
        _collect_winmail(part, found)
    elif is_file(part):
        found.files.append(file_of(part, len(found.files)))
    elif part.media_type == "text/html":
        found.passages.append(("", _text(part)))
    else:
        found.passages.append((_plain(part), ""))


def _collect_winmail(part: Part, found: _Found) -> None:
    unpacked = unpack_winmail(part.content())
    if unpacked is None:
        found.files.append(file_of(part, len(found.files)))
        return
    text, html, files = unpacked
    found.files += [text_file(file) for file in files]
    if (text or html) and not any(words.strip() or markup for words, markup in found.passages):
        found.passages.append((text, html))


def _text(part: Part) -> str:
    data = part.content()[: 4 * MAX_TEXT]
    label = part.headers.parameter("charset")
    if part.media_type == "text/html" and not label:
        named = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})", data[:4000], re.IGNORECASE)
        label = named[1].decode("ascii", "replace") if named else ""
    return to_text(data, label)


def _plain(part: Part) -> str:
    text = _text(part).replace("\r\n", "\n").replace("\r", "\n")
    if part.media_type in ("text/enriched", "text/richtext"):
        return re.sub(r"<param>[^<]{0,200}</param>|<[^<>]{0,100}>", "", text).replace("<<", "<")
    if part.headers.parameter("format").lower() == "flowed":
        return unflow(text, delete_space=part.headers.parameter("delsp").lower() == "yes")
    return text


def _as_markup(text: str) -> str:
    """Plain words among HTML, as a list server puts its footer."""
    return "<div>" + escape(text).replace("\n", "<br>") + "</div>" if text.strip() else ""


def _unarmoured(text: str) -> str:
    """The words without the armour of PGP."""
    if "-----BEGIN PGP SIGNED" in text:
        text = re.sub(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[\w-]+:[^\n]*\n)*\n?", "", text)
        text = re.sub(
            r"-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z)", "", text, flags=re.S
        )
        text = re.sub(r"^- (?=-|From )", "", text, flags=re.MULTILINE)
    return text


def without_unseen(files: tuple[Attachment, ...], own: str, html: str) -> tuple[Attachment, ...]:
    """The files without the pictures of quotes and signatures, which the HTML shows but not the words."""
    kept = []
    for file in files:
        shown = bool(file.content_id) and f"cid:{file.content_id}" in html
        if not shown:
            kept.append(replace(file, inline=False))
        elif f"cid:{file.content_id}" in own:
            kept.append(replace(file, inline=True))
    return tuple(kept)
