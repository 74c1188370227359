"""Reading translations."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

_ALL = text(
    """
    SELECT x.id, x.post_id, x.language, x.raw, x.html, x.machine, x.translated_by, x.translated_at,
        COALESCE(m.name, '') AS translator, COALESCE(m.handle, '') AS handle
    FROM post_translations x LEFT JOIN members m ON m.account_id = x.translated_by
    WHERE x.post_id = :post ORDER BY x.language
    """
)


def translations_of(session: Session, post_id: int) -> Sequence[Row[Any]]:
    """All translations of a post, with who made them."""
    return session.execute(_ALL, {"post": post_id}).all()


def read_translation(packed: str | None) -> dict[str, Any] | None:
    """What the row of a post brings along of its translation (posts/queries.py)."""
    return json.loads(packed) if packed else None


def find_translation(session: Session, post_id: int, language: str) -> Row[Any] | None:
    """The translation into a language, if there is one."""
    found = translations_of(session, post_id)
    return next((one for one in found if one.language == language), None)
