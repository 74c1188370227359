"""Keeping the index."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from forum_service.posts.rendering.plain import plain_text
from forum_service.search.folding import cjk_words, fold, without_cjk

INDEXER = 1
CONFIGS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}

# Stems of the post's language for the sense, plain words for names and quotations, pairs for Chinese.
DOCUMENT = """
    setweight(to_tsvector(CAST(:config AS regconfig), :title), 'A')
    || setweight(to_tsvector('simple', :title), 'A')
    || setweight(to_tsvector('simple', :title_pairs), 'A')
    || setweight(to_tsvector(CAST(:config AS regconfig), :body), 'D')
    || setweight(to_tsvector('simple', :body), 'D')
    || setweight(to_tsvector('simple', :body_pairs), 'D')
"""
_INDEX = text(
    f"""
    INSERT INTO post_index AS i (post_id, board_id, document, indexer)
    VALUES (:post, :board, {DOCUMENT}, :indexer)
    ON CONFLICT (post_id) DO UPDATE SET document = EXCLUDED.document, indexer = EXCLUDED.indexer
    """  # noqa: S608  a constant of this file; the values are bound
)


def index_post(
    session: Session, post_id: int, board_id: int, *, title: str, html: str, language: str
) -> None:
    """Make a post found; `title` is given with the first post of a topic only."""
    values = document_values(title=title, text=plain_text(html), language=language)
    session.execute(_INDEX, {"post": post_id, "board": board_id, "indexer": INDEXER, **values})


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
