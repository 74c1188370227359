"""What a mail could not bring, since its address is on hold, waits for the digest after that."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from corridor import clock
from notify_service.digests.models import ToldDate
from notify_service.inbox.models import Item
from notify_service.preferences import rules
from notify_service.preferences.actions import ensure_rhythms
from notify_service.preferences.queries import wishes_of


def keep_for_later(session: Session, account_id: UUID | None, *, mail_id: UUID, group_key: str = "") -> None:
    """Let the next digest that can go tell what this mail was to tell, and what waits for its topic."""
    if account_id is None or wishes_of(session, account_id).rhythm == rules.NEVER:
        return
    unread = (Item.account_id == account_id) & Item.read_at.is_(None)
    _change(session, unread & (Item.digest_id == mail_id), digest_id=None)
    session.execute(delete(ToldDate).where(ToldDate.digest_id == mail_id))
    waits = (Item.group_key == group_key) & (Item.channel == rules.MAIL) & Item.mail_id.is_(None)
    _change(session, unread & ((Item.mail_id == mail_id) | waits), mail_id=None, channel=rules.DIGEST)
    ensure_rhythms(session, [account_id], now=clock.now())


def _change(session: Session, which: ColumnElement[bool], **values: Any) -> None:
    changed = update(Item).where(which).values(**values)
    session.execute(changed.execution_options(synchronize_session=False))
