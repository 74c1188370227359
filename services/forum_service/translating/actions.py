"""Adding translations, bettering and removing them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from forum_service.posts.models import Post
from forum_service.posts.rendering import RENDERER, parse, to_html
from forum_service.search.actions import index_post
from forum_service.translating.models import PostTranslation
from forum_service.translating.rules import check_language


def translate(
    session: Session,
    post: Row[Any],
    account_id: UUID,
    *,
    language: str,
    raw: str,
    machine: str = "",
    now: datetime,
) -> None:
    """Put a text beside the post as its translation, in place of an earlier one into this language."""
    check_language(language, original=post.language)
    values = {
        "raw": raw,
        # Nobody is named by a translation: the original has told them.
        "html": to_html(parse(raw), people={}),
        "renderer": RENDERER,
        "translated_by": account_id,
        "machine": machine,
        "translated_at": now,
    }
    row = insert(PostTranslation).values(post_id=post.id, language=language, **values)
    session.execute(row.on_conflict_do_update(index_elements=["post_id", "language"], set_=values))
    _note(session, post)


def remove_translation(session: Session, post: Row[Any], language: str) -> None:
    """Take a translation away; the original is shown again."""
    one = (PostTranslation.post_id == post.id) & (PostTranslation.language == language)
    session.execute(delete(PostTranslation).where(one))
    _note(session, post)


def _note(session: Session, post: Row[Any]) -> None:
    """Whether there are translations stands with the post, and their words are found by search."""
    some = exists().where(PostTranslation.post_id == post.id)
    session.execute(update(Post).where(Post.id == post.id).values(translated=select(some).scalar_subquery()))
    title = post.title if post.number == 1 else ""
    index_post(session, post.id, post.board_id, title=title, html=post.html, language=post.language)
