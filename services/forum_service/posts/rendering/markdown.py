"""From Markdown to tokens, and from tokens to HTML."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from forum_service.posts.rendering import files as attached
from forum_service.posts.rendering import mentions, shaping
from forum_service.posts.rendering.cleaning import clean
from forum_service.posts.rendering.dates import use_dates
from forum_service.posts.rendering.details import use_details
from forum_service.posts.rendering.limits import check_tables
from forum_service.posts.rendering.maths import use_maths


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A text as read: its tokens, the handles in it, and the posts (topic id, number) it quotes."""

    tokens: list[Token]
    env: dict[str, Any]
    handles: frozenset[str]
    # Those outside of quotations: only they are told.
    named: frozenset[str]
    quoted: frozenset[tuple[int, int]]
    # The files it shows or links to.
    files: tuple[UUID, ...] = ()


def parse(raw: str, *, salt: str = "") -> Parsed:
    """Read a text; raises Invalid for what would cost too much to render.

    Footnotes of two posts on one page must not share ids, though their texts may be the same: `salt` is of
    this post alone.
    """
    check_tables(raw)
    env: dict[str, Any] = {"docId": hashlib.blake2s(f"{salt}\n{raw}".encode(), digest_size=5).hexdigest()}
    tokens = _MARKDOWN.parse(raw, env)
    shaping.shape(tokens)
    return Parsed(
        tokens=tokens,
        env=env,
        handles=mentions.handles_in(tokens, quotations=True),
        named=mentions.handles_in(tokens, quotations=False),
        quoted=mentions.posts_quoted_in(tokens),
        files=attached.files_named_in(tokens),
    )


def to_html(
    parsed: Parsed,
    *,
    people: Mapping[str, str],
    groups: Mapping[str, str] = MappingProxyType({}),
    files: attached.Files = MappingProxyType({}),
) -> str:
    """The HTML of a parsed text; `people` (handle to name) and `groups` are those who become links.

    `files` are those that are shown as pictures, or by name, type and size.
    """
    links = {slug: (f"/account/groups/{slug}", name) for slug, name in groups.items()}
    links |= {handle: (f"/account/members/{handle}", name) for handle, name in people.items()}
    tokens = attached.show_files(mentions.link_named(parsed.tokens, links), files)
    return clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, parsed.env))


def _make_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True})
    markdown.enable(["table", "strikethrough", "linkify"])
    markdown.use(footnote_plugin)
    use_maths(markdown)
    use_dates(markdown)
    use_details(markdown)
    if markdown.linkify is not None:
        # Where the Convention lives: www.cbd.int
        markdown.linkify.tlds(["int"], True)
    return markdown


_MARKDOWN = _make_markdown()
