"""Finding people by their names, organisations and handles, and counting what else answers."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import sight
from forum_service.search.folding import fold
from forum_service.search.rules import Question
from forum_service.sql import statement
from forum_service.uploads.queries import READABLE

SIZE = 40
# Files are counted so far; who may read each of them has to be looked up.
FILES = 50
# Letters that lose their marks when they are sought.
_MARKED = [
    letter for letter in map(chr, range(0xE0, 0x17F)) if len(fold(letter)) == 1 and fold(letter) != letter
]
_LETTERS = {"marked": "".join(_MARKED), "plain": "".join(fold(letter) for letter in _MARKED)}
# Some thousand members: they are read through.
_PEOPLE = """
    members m, LATERAL (SELECT translate(
        lower(concat_ws(' ', m.name, m.organisation, m.handle)), :marked, :plain) AS words) w
    WHERE m.active AND cardinality(m.roles) > 0 AND w.words LIKE ALL (CAST(:wanted AS text[]))
        AND NOT w.words LIKE ANY (CAST(:unwanted AS text[]))
"""
_FOUND = statement(
    """
    SELECT m.account_id, m.handle, m.name, m.organisation, m.country,
           array_to_string(m.roles, ' ') AS roles, count(*) OVER () AS found
    FROM {people} ORDER BY m.name, m.handle LIMIT :size
    """,
    people=_PEOPLE,
)
_COUNTED = statement(
    """
    SELECT (SELECT count(*) FROM {people}) AS people,
           (SELECT count(*) FROM (
                SELECT 1 FROM upload_texts x JOIN uploads u ON u.id = x.upload_id AND u.state = 'ready'
                WHERE x.document @@ CAST(:asked AS tsquery) AND {readable} LIMIT :files) f) AS files
    """,
    people=_PEOPLE,
    readable=READABLE,
)


def search_people(session: Session, question: Question) -> Sequence[Row[Any]]:
    """The members in whose names or organisations all the words occur; each row knows how many there are."""
    return session.execute(_FOUND, {**_patterns(question), "size": SIZE}).all()


def count_others(session: Session, question: Question, *, asked: str, viewer: Viewer) -> Row[Any]:
    """How many `people` and `files` answer; files to fifty."""
    values = {**_patterns(question), **sight(viewer), "asked": asked, "files": FILES}
    return session.execute(_COUNTED, values).one()


def _patterns(question: Question) -> dict[str, Any]:
    said = [(clause.excluded, clause.terms[0].text) for clause in question.clauses]
    wanted = [_like(words) for excluded, words in said if not excluded]
    return {**_LETTERS, "wanted": wanted, "unwanted": [_like(words) for excluded, words in said if excluded]}


def _like(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{unicodedata.normalize('NFC', escaped)}%"
