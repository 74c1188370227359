"""From the rows of a topic or a forum to a document."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import get_board
from forum_service.exports.document import Document, PostPart, Speech, TopicPart
from forum_service.exports.numbering import paragraphs_of
from forum_service.exports.queries import posts_of_topic, topics_of_board
from forum_service.exports.rules import MOST
from forum_service.topics.queries import get_topic_for
from forum_service.urls import absolute, board_url, post_url, topic_url

Step = Callable[[int, int], None]


def _nowhere(_done: int, _total: int) -> None:
    """Nobody waits to hear how far it is."""


class Assembler:
    """Puts documents together for one member, of what they may see; at most `most` posts of each topic."""

    def __init__(
        self,
        session: Session,
        viewer: Viewer,
        speech: Speech,
        *,
        origin: str,
        now: datetime,
        step: Step = _nowhere,
        most: int = MOST,
    ) -> None:
        self.session = session
        self.viewer = viewer
        self.speech = speech
        self.origin = origin
        self.now = now
        self.step = step
        self.most = most
        self.done = 0

    def topic(self, topic_id: int) -> Document:
        """One topic; raises NotFound where the member may not see it."""
        topic = get_topic_for(self.session, topic_id, viewer=self.viewer)
        part = self._topic(topic, total=topic.posts_count)
        return self._document(
            title=topic.title,
            path=topic_url(topic.id, topic.slug),
            language=topic.language,
            topics=[part],
        )

    def board(self, slug: str) -> Document:
        """All topics of a forum; raises NotFound where the member may not see it."""
        board = get_board(self.session, slug, viewer=self.viewer)
        topics = topics_of_board(self.session, board.id, viewer=self.viewer)
        total = sum(topic.posts_count for topic in topics)
        return self._document(
            title=self.speech.words["forum"],
            path=board_url(board.slug),
            language=self.speech.language,
            topics=[self._topic(topic, total=total) for topic in topics],
        )

    def _document(self, *, path: str, **values: Any) -> Document:
        return Document(
            forum=self.speech.words["forum"],
            url=absolute(path, origin=self.origin),
            origin=self.origin,
            made_at=self.now,
            made_for=self.viewer.name or self.viewer.handle,
            speech=self.speech,
            **values,
        )

    def _topic(self, topic: Row[Any], *, total: int) -> TopicPart:
        posts = []
        for row in posts_of_topic(self.session, topic.id, most=self.most):
            posts.append(self._post(topic, row))
            self.done += 1
            self.step(self.done, total)
        return TopicPart(
            id=topic.id,
            title=topic.title,
            url=absolute(topic_url(topic.id, topic.slug), origin=self.origin),
            language=topic.language,
            created_at=topic.created_at,
            posts=posts,
        )

    def _post(self, topic: Row[Any], row: Row[Any]) -> PostPart:
        return PostPart(
            id=row.id,
            number=row.number,
            url=absolute(post_url(topic.id, topic.slug, row.number), origin=self.origin),
            author=row.name or self.speech.words["former"],
            handle=row.handle,
            organisation=row.organisation,
            created_at=row.created_at,
            edited_at=row.edited_at,
            language=row.language,
            reply_to=row.reply_to,
            raw=row.raw,
            html=row.html,
            paragraphs=paragraphs_of(row.html, topic_id=topic.id, number=row.number, origin=self.origin),
        )
