"""Keeping the index."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from forum_service.posts.rendering.plain import plain_text
from forum_service.search.documents import BLOCK, DOCUMENT, INDEXER, document_values

_INDEX = text(
    f"""
    INSERT INTO post_index AS i (post_id, board_id, document, indexer)
    VALUES (:post, :board, {DOCUMENT} || {BLOCK.format(post=":post")}, :indexer)
    ON CONFLICT (post_id) DO UPDATE SET document = EXCLUDED.document, indexer = EXCLUDED.indexer
    RETURNING xmax <> 0
    """  # noqa: S608  a constant of this file; the values are bound
)
_TRANSLATIONS = text("SELECT language, html FROM post_translations WHERE post_id = :post")
_ADD = text(
    f"UPDATE post_index SET document = document || {DOCUMENT} WHERE post_id = :post"  # noqa: S608  the same
)


def index_post(
    session: Session, post_id: int, board_id: int, *, title: str, html: str, language: str
) -> None:
    """Make a post found; `title` is given with the first post of a topic only."""
    values = document_values(title=title, text=plain_text(html), language=language)
    known = session.execute(_INDEX, {"post": post_id, "board": board_id, "indexer": INDEXER, **values})
    # A new post has no translations yet: only one that is indexed anew is asked for them.
    if known.scalar_one():
        _index_translations(session, post_id)


def _index_translations(session: Session, post_id: int) -> None:
    """A post is found by the words of its translations too, each by the rules of its language."""
    for row in session.execute(_TRANSLATIONS, {"post": post_id}).all():
        values = document_values(title="", text=plain_text(row.html), language=row.language)
        session.execute(_ADD, {"post": post_id, **values})
