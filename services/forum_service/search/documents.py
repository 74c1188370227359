"""The document by which a post is found: what it is made of, as SQL."""

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
# For a post that is written in the same statement, as `post`; its values are those of `document_values`.
INDEX_NEW = f"""
    INSERT INTO post_index (post_id, board_id, document, indexer)
    SELECT id, :board, {DOCUMENT} || {BLOCK.format(post="id")}, {INDEXER} FROM post
"""  # noqa: S608  constants of this file; the values are bound


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
