"""The beginning of a long post, with its markup."""

from typing import Any

from forum_service.posts.rendering.cleaning import clean
from forum_service.posts.rendering.plain import excerpt_of


def cut(html: str, *, length: int) -> tuple[str, bool]:
    """Clean HTML of about `length` letters, and whether anything was left out.

    Whole paragraphs, as many as fit; the words alone where already the first one is far too long.
    """
    if len(html) <= length:
        return html, False
    # Loaded with the first post that is too long.
    from lxml import html as parser

    blocks: list[Any] = list(parser.fragments_fromstring(html))
    kept: list[str] = []
    room = length
    for block in blocks:
        size = len(block) if isinstance(block, str) else len(block.text_content())
        if size > room and (kept or size > length + length // 2):
            break
        room -= size
        kept.append(block if isinstance(block, str) else parser.tostring(block, encoding="unicode"))
    if len(kept) == len(blocks):
        return html, False
    # Taken apart and put together again, it passes the same gate as everything that was ever written.
    return clean("".join(kept)) if kept else f"<p>{_escaped(excerpt_of(html, length=length))}</p>", True


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
