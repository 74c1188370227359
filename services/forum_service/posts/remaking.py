"""Making the HTML of older posts anew when the renderer has learnt something, some at a time."""

from typing import Any

from sqlalchemy import Row, text, update
from sqlalchemy.orm import Session, sessionmaker

from corridor.errors import Invalid
from corridor.ids import uuid7
from forum_service.posts.models import Post
from forum_service.posts.naming import whom_it_names
from forum_service.posts.place import Place
from forum_service.posts.rendering import RENDERER, parse, to_html
from forum_service.posts.rules import check_mentions
from forum_service.search.actions import index_post
from forum_service.uploads.queries import files_in_post

BATCH = 50

# A post that somebody edits just now is made anew by that.
_OLDER = text(
    """
    SELECT p.id, p.number, p.raw, p.html, p.language, p.author_id,
           t.id AS topic_id, t.slug, t.title, t.audience,
           b.id AS board_id, b.slug AS board_slug, b.name AS board_name
    FROM posts p JOIN topics t ON t.id = p.topic_id JOIN boards b ON b.id = t.board_id
    WHERE p.renderer < :renderer
    ORDER BY p.renderer, p.id DESC LIMIT :batch
    FOR UPDATE OF p SKIP LOCKED
    """
)


def remake_posts(sessions: sessionmaker[Session], _settings: Any = None) -> bool:
    """Make a batch of posts anew, the newest first; true when there may be more. Nobody is told."""
    with sessions.begin() as session:
        rows = session.execute(_OLDER, {"renderer": RENDERER, "batch": BATCH}).all()
        for row in rows:
            _remake(session, row)
    return len(rows) == BATCH


def _remake(session: Session, row: Row[Any]) -> None:
    html = _render(session, row)
    session.execute(update(Post).where(Post.id == row.id).values(html=html, renderer=RENDERER))
    if html != row.html:
        title = row.title if row.number == 1 else ""
        index_post(session, row.id, row.board_id, title=title, html=html, language=row.language)


def _render(session: Session, row: Row[Any]) -> str:
    place = Place(
        topic_id=row.topic_id,
        slug=row.slug,
        title=row.title,
        board_id=row.board_id,
        board_slug=row.board_slug,
        board_name=row.board_name,
        audience=row.audience,
    )
    try:
        parsed = parse(row.raw, salt=str(uuid7()))
        check_mentions(len(parsed.named))
    except Invalid:
        # What was taken once and would be refused today stays as it was made.
        return str(row.html)
    named = whom_it_names(session, place, parsed, by=row.author_id)
    # Its own files, whatever its author may read today: they may have left.
    files = files_in_post(session, row.id)
    return to_html(parsed, people=named.people, groups=named.groups, files=files)
