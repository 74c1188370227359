"""Markdown: the posts as they were written, each block with the anchor it is cited by."""

from collections.abc import Iterator

from forum_service.exports.document import Document, PostPart, TopicPart
from forum_service.posts.rendering import parse


def write_markdown(document: Document) -> bytes:
    """The document as one text."""
    return "\n".join(_lines(document)).encode()


def _lines(document: Document) -> Iterator[str]:
    several = len(document.topics) != 1
    if several:
        yield from (f"# {_line(document.title)}", "")
    yield from (f"{document.speech.words['note']}", "", f"<{document.url}>", "")
    for topic in document.topics:
        yield from _topic(document, topic, depth=2 if several else 1)


def _topic(document: Document, topic: TopicPart, *, depth: int) -> Iterator[str]:
    yield from (f"{'#' * depth} {_line(topic.title)}", "", f"<{topic.url}>", "")
    for post in topic.posts:
        yield from _post(document, topic, post, depth=depth + 1)


def _post(document: Document, topic: TopicPart, post: PostPart, *, depth: int) -> Iterator[str]:
    speech = document.speech
    who = ", ".join(part for part in (post.author, post.organisation) if part)
    yield from (f"{'#' * depth} #{post.number} {_line(who)}, {speech.moment(post.created_at)}", "")
    if post.reply_to:
        yield from (f"*{speech.replying(post.reply_to)}*", "")
    yield from _numbered(topic, post)
    yield ""


def _numbered(topic: TopicPart, post: PostPart) -> Iterator[str]:
    """The lines as written; an anchor stands before each block that the pages number, too."""
    starts = _starts(post.raw)
    paragraph = 0
    for number, line in enumerate(post.raw.splitlines()):
        if number in starts:
            paragraph += 1
            yield from (f'<a id="t{topic.id}p{post.number}.{paragraph}"></a>', "")
        yield line


def _starts(raw: str) -> set[int]:
    blocks = (token for token in parse(raw).tokens if token.level == 0 and token.nesting >= 0)
    return {block.map[0] for block in blocks if block.map and block.type != "hr"}


def _line(text: str) -> str:
    return " ".join(text.split())
