"""A document without a database."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from forum_service.exports.document import Document, PostPart, Speech, TopicPart
from forum_service.exports.numbering import paragraphs_of
from forum_service.posts.rendering import parse, to_html

ORIGIN = "https://corridor.example"
THEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WORDS = {
    "forum": "Knowledge",
    "contents": "Contents",
    "former": "A former member",
    "in_reply_to": "in reply to #{number}",
    "note": "Taken from Corridor.",
}
Make = Callable[..., Document]


def post(number: int, raw: str, *, language: str = "en", reply_to: int | None = None) -> PostPart:
    html = to_html(parse(raw), people={})
    return PostPart(
        id=100 + number,
        number=number,
        url=f"{ORIGIN}/forum/t/seeds/7/{number}",
        author="Ana <Núñez>",
        handle="ana",
        organisation="Seed Bank & Sons",
        created_at=THEN,
        edited_at=None,
        language=language,
        reply_to=reply_to,
        raw=raw,
        html=html,
        paragraphs=paragraphs_of(html, topic_id=7, number=number, origin=ORIGIN),
    )


@pytest.fixture
def document() -> Make:
    """A document of one topic with these posts."""

    def make(*posts: PostPart, title: str = "Seeds & banks", language: str = "en") -> Document:
        topic = TopicPart(
            id=7,
            title=title,
            url=f"{ORIGIN}/forum/t/seeds/7",
            language=language,
            created_at=THEN,
            posts=posts,
        )
        return Document(
            title=title,
            url=topic.url,
            origin=ORIGIN,
            forum="Knowledge",
            language=language,
            made_at=THEN,
            made_for="Bob",
            speech=Speech(language="en", zone="Africa/Nairobi", words=WORDS),
            topics=[topic],
        )

    return make
