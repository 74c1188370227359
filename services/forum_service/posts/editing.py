"""Changing and taking down what was written."""

from datetime import datetime

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.posts.actions import note_mentions, render_for
from forum_service.posts.models import Post, PostRevision
from forum_service.posts.place import Place, Words
from forum_service.posts.rendering import RENDERER
from forum_service.posts.rules import check_edit, keeps_revision
from forum_service.search.actions import index_post


def edit_post(
    session: Session,
    post: Row[tuple[object, ...]],
    place: Place,
    editor: Viewer,
    *,
    words: Words,
    now: datetime,
) -> None:
    """Change the text of a post; what it was is kept, and nobody is told a second time."""
    known = {"author_id": post.author_id, "written_at": post.created_at}
    check_edit(editor, **known, closed=post.closed, now=now)
    if (words.raw, words.language) == (post.raw, post.language):
        return
    _parsed, html, named = render_for(session, place, words.raw)
    kept = keeps_revision(editor_id=editor.id, **known, now=now)
    if kept:
        _keep_revision(session, post, editor, now=now)
    values = {"raw": words.raw, "html": html, "language": words.language, "renderer": RENDERER}
    trace = {"edited_at": now, "edits": Post.edits + 1} if kept else {}
    session.execute(update(Post).where(Post.id == post.id).values(**values, **trace))
    note_mentions(session, post.id, named)
    title = place.title if post.number == 1 else ""
    index_post(session, post.id, place.board_id, title=title, html=html, language=words.language)


def _keep_revision(session: Session, post: Row[tuple[object, ...]], editor: Viewer, *, now: datetime) -> None:
    number = select(func.coalesce(func.max(PostRevision.number), 0) + 1).where(
        PostRevision.post_id == post.id
    )
    session.execute(
        insert(PostRevision).values(
            post_id=post.id,
            number=number.scalar_subquery(),
            raw=post.raw,
            html=post.html,
            language=post.language,
            replaced_by=editor.id,
            replaced_at=now,
        )
    )


_UNCOUNT = text(
    """
    WITH hidden AS (UPDATE posts SET hidden = true WHERE id = :id AND NOT hidden RETURNING topic_id, number),
    counted AS (
        UPDATE topics t SET posts_count = posts_count - 1, hidden = t.hidden OR h.number = 1
        FROM hidden h WHERE t.id = h.topic_id RETURNING t.board_id, h.number)
    UPDATE boards b SET
        posts_count = b.posts_count - 1, topics_count = b.topics_count - CAST(c.number = 1 AS int)
    FROM counted c WHERE b.id = c.board_id
    """
)


def take_down(session: Session, post_id: int) -> None:
    """Hide a post from everybody, and with the first post its topic; it stays in the database."""
    session.execute(_UNCOUNT, {"id": post_id})
