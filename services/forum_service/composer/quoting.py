"""A quotation in Markdown: who said it, a link to where, and the words."""

import re
from typing import Any

from sqlalchemy import Row

from forum_service.urls import post_url

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def quotation(post: Row[Any]) -> str:
    """The post as a block of quoted lines, ready to be answered below. Quotations within it are left out."""
    own = "\n".join(line for line in post.raw.splitlines() if not line.startswith(">"))
    return quoted_lines(attribution(post.topic_id, post.slug, post.number, post.author_name), own)


def attribution(topic_id: int, slug: str, number: int, name: str) -> str:
    """Who said it, as a link to the post; the link is also what tells the author."""
    return f"[{escaped(name)} #{number}]({post_url(topic_id, slug, number)}):"


def escaped(words: str) -> str:
    """Words of somebody else, whose signs are not ours."""
    return _SIGNS.sub(r"\\\1", words)


def quoted_lines(source: str, words: str) -> str:
    """`words` of `source` as a block quotation, with room to answer below."""
    lines = [source, "", *words.strip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
