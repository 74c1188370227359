"""Finding attachments by their words, for who may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import Row
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db.engine import reading_together
from corridor.errors import Unavailable
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.search.excerpts import excerpt
from forum_service.search.folding import fold
from forum_service.search.rules import Question, Term
from forum_service.search.tsquery import make_tsquery
from forum_service.sql import statement
from forum_service.uploads.queries import READABLE
from forum_service.uploads.rules import KINDS, page_url, size_in_words
from forum_service.urls import post_url

SIZE = 10
MATCHED = 300
# Around the first word found in a long page, for the excerpt.
_AROUND = 1500


@dataclass(frozen=True, kw_only=True)
class AttachmentHit:
    """A file found: its page, the words around the answer, and one post that refers to it."""

    id: UUID
    url: str
    name: str
    # "PDF · 1.2 MB"
    note: str
    title: Markup
    excerpt: Markup
    # The page, sheet or slide of the excerpt; empty where there is one only.
    page: str
    language: str
    place_title: str
    place_url: str
    place_language: str


_FOUND = statement(
    """
    WITH found AS (
        SELECT x.upload_id, ts_rank_cd(x.document, CAST(:asked AS tsquery), 1) AS rank
        FROM upload_texts x JOIN uploads u ON u.id = x.upload_id AND u.state = 'ready'
        WHERE x.document @@ CAST(:asked AS tsquery) AND {readable}
        ORDER BY x.upload_id DESC LIMIT :matched
    ), best AS (SELECT * FROM found ORDER BY rank DESC, upload_id DESC LIMIT :size)
    SELECT u.id, u.name, u.media_type, u.size, x.pages, x.language,
           place.title, place.topic_language, place.topic_id, place.slug, place.number
    FROM best
    JOIN uploads u ON u.id = best.upload_id
    JOIN upload_texts x ON x.upload_id = u.id
    LEFT JOIN LATERAL (
        SELECT t.title, t.language AS topic_language, t.id AS topic_id, t.slug, p.number
        FROM upload_refs r JOIN posts p ON p.id = r.ref_id AND NOT p.hidden
        JOIN topics t ON t.id = p.topic_id AND {visible}
        WHERE r.upload_id = u.id AND r.kind IN ('post', 'message')
        ORDER BY p.id LIMIT 1) place ON true
    ORDER BY best.rank DESC, u.id DESC
    """,
    readable=READABLE,
    visible=VISIBLE_TOPIC,
)


def search_attachments(
    session: Session, question: Question, *, viewer: Viewer, size: int = SIZE
) -> Sequence[AttachmentHit]:
    """The files whose words answer the question, the best first, among those the viewer may read."""
    with reading_together(session):
        asked = make_tsquery(session, question)
        if asked is None:
            return []
        values = {**sight(viewer), "asked": asked.full, "matched": MATCHED, "size": size}
        try:
            rows = session.execute(_FOUND, values).all()
        except OperationalError as error:
            raise Unavailable(_("This search takes too long. Please add a word.")) from error
    return [_hit(row, question.terms) for row in rows]


def _hit(row: Row[Any], terms: Sequence[Term]) -> AttachmentHit:
    page = _page_with(row.pages, terms)
    return AttachmentHit(
        id=row.id,
        url=page_url(row.id),
        name=row.name,
        note=f"{KINDS[row.media_type].word} · {size_in_words(row.size)}",
        title=excerpt(row.name, terms, length=200),
        excerpt=excerpt(_around(page["text"], terms), terms),
        page=page["title"] if len(row.pages) > 1 else "",
        language=row.language,
        place_title=row.title or "",
        place_url=post_url(row.topic_id, row.slug, row.number) if row.topic_id else "",
        place_language=row.topic_language or "",
    )


def _page_with(pages: Sequence[dict[str, str]], terms: Sequence[Term]) -> dict[str, str]:
    """The first page that has one of the words, or something like it; else the first."""
    for page in pages:
        if _first(page["text"], terms) >= 0:
            return page
    return pages[0] if pages else {"title": "", "text": ""}


def _first(text: str, terms: Sequence[Term]) -> int:
    """Where a word of the question, or its beginning, stands; -1 where none does. Folding moves letters
    little, so that the place is near enough."""
    folded = fold(text)
    words = [word for term in terms for word in (*term.spaced.split(), *term.runs)]
    places = [folded.find(word[: max(4, len(word) - 3)]) for word in words]
    return min((place for place in places if place >= 0), default=-1)


def _around(text: str, terms: Sequence[Term]) -> str:
    start = max(0, _first(text, terms) - _AROUND // 3)
    return " ".join(text[start : start + _AROUND].split())
