"""Keeping drafts."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.drafts.models import Draft
from forum_service.drafts.queries import find_draft
from forum_service.drafts.rules import FIELDS, check_key


class DraftConflict(Conflict):
    """Another window saved this draft since; `kept` is what the server has."""

    def __init__(self, kept: Draft | None) -> None:
        super().__init__(_("This draft was changed in another window."), code="draft_conflict")
        self.kept = kept


def save_draft(
    session: Session,
    account_id: UUID,
    key: str,
    *,
    version: int,
    raw: str,
    fields: Mapping[str, str],
    now: datetime,
) -> int:
    """Save a draft over the `version` the writer had (0: none) and return the new one.

    Raises DraftConflict when the server has another version. An empty text removes the draft.
    """
    check_key(key)
    if not raw.strip() and not fields.get("title", "").strip():
        discard_draft(session, account_id, key)
        return 0
    kept = {name: value for name, value in fields.items() if name in FIELDS}
    row = insert(Draft).values(account_id=account_id, key=key, version=1, raw=raw, fields=kept, saved_at=now)
    changes = {"version": Draft.version + 1, "raw": raw, "fields": kept, "saved_at": now}
    saved: int | None = session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "key"], set_=changes, where=Draft.version == version
        ).returning(Draft.version)
    ).scalar_one_or_none()
    if saved is None:
        raise DraftConflict(find_draft(session, account_id, key))
    return saved


def discard_draft(session: Session, account_id: UUID, key: str) -> None:
    """Forget a draft: it was posted, or is not wanted."""
    session.execute(delete(Draft).where(Draft.account_id == account_id, Draft.key == key))
