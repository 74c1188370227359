"""People named by @handle, and posts quoted by a link to them."""

import re
from collections.abc import Iterator, Mapping

from markdown_it.token import Token

HANDLE = re.compile(r"(?<![\w@./])@([a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?)", re.IGNORECASE)
POST_PATH = re.compile(r"/forum/t/[^/?#\s]+/(\d{1,18})/(\d{1,9})$")


def handles_in(tokens: list[Token], *, quotations: bool) -> frozenset[str]:
    """The handles in running text, lower-cased; never those in code or links."""
    found: set[str] = set()
    for inline, quoted in _inlines(tokens):
        if quotations or not quoted:
            for text in _running_text(inline.children or []):
                found.update(match.lower() for match in HANDLE.findall(text.content))
    return frozenset(found)


def posts_quoted_in(tokens: list[Token]) -> frozenset[tuple[int, int]]:
    """The (topic id, number) of posts that a quotation links to."""
    found: set[tuple[int, int]] = set()
    for inline, quoted in _inlines(tokens):
        for child in (inline.children or []) if quoted else []:
            if child.type == "link_open" and (path := POST_PATH.search(str(child.attrs.get("href", "")))):
                found.add((int(path[1]), int(path[2])))
                # A name in another script must not turn the words quoted.
                child.attrSet("dir", "auto")
    return frozenset(found)


# Where a handle leads, and the name of who or what is there.
Links = Mapping[str, tuple[str, str]]


def link_named(tokens: list[Token], links: Links) -> list[Token]:
    """The tokens with the handles of people and groups as links to their pages."""
    if links:
        for inline, _quoted in _inlines(tokens):
            inline.children = list(_linked(inline.children or [], links))
    return tokens


def _inlines(tokens: list[Token]) -> Iterator[tuple[Token, bool]]:
    depth = 0
    for token in tokens:
        if token.type == "blockquote_open":
            depth += 1
        elif token.type == "blockquote_close":
            depth -= 1
        elif token.type == "inline":
            yield token, depth > 0


def _running_text(children: list[Token]) -> Iterator[Token]:
    links = 0
    for child in children:
        links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not links:
            yield child


def _linked(children: list[Token], links: Links) -> Iterator[Token]:
    running = {id(child) for child in _running_text(children)}
    for child in children:
        if id(child) in running and "@" in child.content:
            yield from _split(child.content, links)
        else:
            yield child


def _split(text: str, links: Links) -> Iterator[Token]:
    end = 0
    for match in HANDLE.finditer(text):
        handle = match[1].lower()
        if handle not in links:
            continue
        address, name = links[handle]
        yield Token("text", "", 0, content=text[end : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": address, "class": "mention", "title": name})
        yield Token("text", "", 0, content=f"@{handle}")
        yield Token("link_close", "a", -1)
        end = match.end()
    yield Token("text", "", 0, content=text[end:])
