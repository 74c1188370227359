"""Reading who wrote in a topic that is to be shown elsewhere."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from forum_service.posts.models import Post


def others_wrote(session: Session, topic_id: int, author_id: UUID) -> bool:
    """Whether anybody but its author has written in a topic."""
    others = exists().where(Post.topic_id == topic_id, Post.author_id != author_id, Post.hidden.is_(False))
    return bool(session.scalar(select(others)))
