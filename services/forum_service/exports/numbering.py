"""Paragraph numbers. They stay as long as the post is not edited: nothing around a post changes them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import html as parser
from lxml.html import builder

from forum_service.exports.document import Paragraph

# A line across is no paragraph.
_UNNUMBERED = frozenset({"hr"})
_OWN_LINK = re.compile(r"/(?!/)")


def paragraphs_of(html: str, *, topic_id: int, number: int, origin: str) -> Sequence[Paragraph]:
    """The blocks of a post with their numbers; what has none goes along with the block before it."""
    prefix = f"t{topic_id}p{number}"
    found: list[tuple[str, str]] = []
    for block in _blocks(html):
        _settle(block, prefix=prefix, origin=origin)
        text = parser.tostring(block, encoding="unicode", method="xml", with_tail=False)
        if block.tag in _UNNUMBERED and found:
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            place = str(len(found) + 1)
            found.append((place, text))
    return [
        Paragraph(number=f"{number}.{place}", anchor=f"{prefix}.{place}", html=text) for place, text in found
    ]


def _blocks(html: str) -> Iterator[Any]:
    blocks: list[Any] = list(parser.fragments_fromstring(html or "<p></p>"))
    for block in blocks:
        if not isinstance(block, str):
            yield block
        elif block.strip():
            yield builder.P(block)


def _settle(block: Any, *, prefix: str, origin: str) -> None:
    """Make a block fit for a file: links lead to the site, ids are its own, pictures are links."""
    for element in block.iter():
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.get('id')}")
        address = element.get("href")
        if address and address.startswith("#"):
            element.set("href", f"#{prefix}-{address[1:]}")
        elif address and _OWN_LINK.match(address):
            element.set("href", origin.rstrip("/") + address)
    for picture in list(block.iter("img")):
        _link_picture(picture, origin=origin)


def _link_picture(picture: Any, *, origin: str) -> None:
    """The file is to be read without the site, and nothing is fetched while it is made."""
    address = picture.get("src", "")
    shown = origin.rstrip("/") + address if _OWN_LINK.match(address) else address
    name = picture.get("alt") or address
    tail = picture.tail
    if picture.getparent() is not None and picture.getparent().tag == "a":
        link = builder.SPAN(f"[{name}]")
    else:
        link = builder.A(f"[{name}]", href=shown)
    picture.getparent().replace(picture, link)
    link.tail = tail
