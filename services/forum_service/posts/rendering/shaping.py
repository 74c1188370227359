"""Adapting parsed Markdown to a page of posts."""

from collections.abc import Iterator

from markdown_it.token import Token

from forum_service.posts.rendering.files import is_file
from forum_service.posts.rendering.tasks import mark_tasks

# A post stands below the title (h1) and its own heading (h2).
_HEADING_SHIFT = 2


def shape(tokens: list[Token]) -> None:
    """Lower the headings, tick tasks, turn alignment into classes and foreign images into links."""
    mark_tasks(tokens)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADING_SHIFT)}"
        elif token.type in ("th_open", "td_open"):
            _align_by_class(token)
        elif token.type == "blockquote_open":
            # What has a direction of its own says nothing about the direction of the answer below it.
            token.attrSet("dir", "auto")
        elif token.children:
            token.children = list(_without_images(token.children))


def _align_by_class(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style.endswith("right"):
        token.attrSet("class", "end")
    elif style.endswith("center"):
        token.attrSet("class", "centre")


def _without_images(children: list[Token]) -> Iterator[Token]:
    """An image of another site would tell that site who reads; a link to it does not."""
    for child in children:
        address = str(child.attrs.get("src", ""))
        if child.type != "image" or is_file(address):
            yield child
            continue
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield Token("text", "", 0, content=child.content or address)
        yield Token("link_close", "a", -1)
