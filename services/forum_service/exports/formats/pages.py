"""The document as XHTML: what the PDF is laid out from and what the EPUB holds."""

from collections.abc import Iterator
from html import escape

from forum_service.exports.document import Document, PostPart, TopicPart


def topic_markup(document: Document, topic: TopicPart) -> str:
    """A topic with its posts, well-formed."""
    return "".join(_topic(document, topic))


def _topic(document: Document, topic: TopicPart) -> Iterator[str]:
    yield f'<section class="topic" id="t{topic.id}">'
    yield f"<h1{_language(topic)}>{escape(topic.title)}</h1>"
    yield f'<p class="source"><a href="{escape(topic.url)}">{escape(topic.url)}</a></p>'
    for post in topic.posts:
        yield from _post(document, post)
    yield "</section>"


def _post(document: Document, post: PostPart) -> Iterator[str]:
    speech = document.speech
    organisation = (
        f', <span class="organisation">{escape(post.organisation)}</span>' if post.organisation else ""
    )
    yield f'<article class="post"><h2><bdi>{escape(post.author)}</bdi>{organisation}</h2>'
    yield f'<p class="meta"><a href="{escape(post.url)}">#{post.number}</a>'
    yield f" · {escape(speech.moment(post.created_at))}"
    yield f" · {escape(speech.replying(post.reply_to))}" if post.reply_to else ""
    yield f'</p><div class="words"{_language(post)}>'
    for one in post.paragraphs:
        yield f'<div class="paragraph" id="{one.anchor}"><span class="number">{one.number}</span>'
        yield f"{one.html}</div>"
    yield "</div></article>"


def _language(part: TopicPart | PostPart) -> str:
    code = escape(part.language)
    return f' lang="{code}" xml:lang="{code}" dir="{part.direction}"'
