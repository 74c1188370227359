"""How frequent words are, as PostgreSQL knows it: whether a search finds enough among the newest posts."""

import re
import time
from collections.abc import Iterable, Mapping
from math import prod
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

# In seconds; the statistics themselves are made anew after some ten thousand posts.
_KEPT = 600
# Words that fewer posts have are rare wherever one looks.
_FREQUENT = 0.002
_STATISTICS = text(
    """
    SELECT word, share FROM pg_stats s, LATERAL unnest(
        CAST(CAST(s.most_common_elems AS text) AS text[]), s.most_common_elem_freqs) AS known (word, share)
    WHERE s.schemaname = current_schema() AND s.tablename = 'post_index' AND s.attname = 'document'
        AND word IS NOT NULL AND share >= :frequent
    """
)
_WORD = re.compile(r"'(?:[^']|'')*'")
_kept: WeakKeyDictionary[Engine, tuple[float, Mapping[str, float]]] = WeakKeyDictionary()


def share_of_posts(session: Session, clauses: Iterable[Iterable[str]]) -> float:
    """Which part of all posts answers: each clause names lexemes of which one suffices, all clauses hold.

    Words are taken to stand side by side by chance; one that is not among the frequent ones counts nothing.
    """
    shares = _shares(session)
    return prod(min(1.0, sum(_share(lexeme, shares) for lexeme in set(clause))) for clause in clauses)


def _share(lexeme: str, shares: Mapping[str, float]) -> float:
    if not _WORD.fullmatch(lexeme):
        return 0.0
    return shares.get(lexeme[1:-1].replace("''", "'"), 0.0)


def _shares(session: Session) -> Mapping[str, float]:
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    known = _kept.get(engine)
    if known is None or time.monotonic() - known[0] > _KEPT:
        rows = session.execute(_STATISTICS, {"frequent": _FREQUENT})
        known = (time.monotonic(), {row.word: row.share for row in rows})
        _kept[engine] = known
    return known[1]
