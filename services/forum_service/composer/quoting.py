"""A quotation in Markdown: who said it, a link to where, and the words."""

import re
from typing import Any

from sqlalchemy import Row

from forum_service.urls import post_url

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def quotation(post: Row[Any]) -> str:
    """The post as a block of quoted lines, ready to be answered below. Quotations within it are left out."""
    link = f"[{_SIGNS.sub(_BACKSLASHED, post.author_name)} #{post.number}]"
    path = post_url(post.topic_id, post.slug, post.number)
    own = [line for line in post.raw.strip().splitlines() if not line.startswith(">")]
    lines = [f"> {line}".rstrip() for line in [f"{link}({path}):", "", *_without_outer_blanks(own)]]
    return "\n".join(lines) + "\n\n"


_BACKSLASHED = r"\\\1"


def _without_outer_blanks(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")
