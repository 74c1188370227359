"""Keeping the index."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from forum_service.posts.rendering.plain import plain_text
from forum_service.search.folding import cjk_words, fold, without_cjk
from forum_service.search.rules import CONFIGS

INDEXER = 2

# Stems of the post's language for the sense, plain words for names and quotations, pairs for Chinese.
DOCUMENT = """
    setweight(to_tsvector(CAST(:config AS regconfig), :title), 'A')
    || setweight(to_tsvector('simple', :title), 'A')
    || setweight(to_tsvector('simple', :title_pairs), 'A')
    || setweight(to_tsvector(CAST(:config AS regconfig), :body), 'D')
    || setweight(to_tsvector('simple', :body), 'D')
    || setweight(to_tsvector('simple', :body_pairs), 'D')
"""
# A post also has a word that nobody can type: the block of numbers it belongs to, so that a search may look
# at the newest blocks alone. The index of words keeps no order, and the newest are what is shown first.
BLOCK_BITS = 14
# The newest block is not full; there is a whole one before it.
FEWEST_NEWEST = 1 << BLOCK_BITS
BLOCK = f"array_to_tsvector(ARRAY['#' || (CAST({{post}} AS bigint) >> {BLOCK_BITS})])"
NEWEST_BLOCKS = f"""
    CAST((SELECT string_agg(quote_literal('#' || block), ' | ')
          FROM (SELECT max(post_id) >> {BLOCK_BITS} AS newest FROM post_index) known,
               generate_series(newest - 1, newest) AS block) AS tsquery)
"""  # noqa: S608  a number of this file
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


def document_values(*, title: str, text: str, language: str) -> dict[str, str]:
    """What DOCUMENT is made of."""
    head, body = fold(title), fold(text)
    return {
        "config": CONFIGS.get(language, "simple"),
        "title": without_cjk(head),
        "title_pairs": cjk_words(head),
        "body": without_cjk(body),
        "body_pairs": cjk_words(body),
    }
