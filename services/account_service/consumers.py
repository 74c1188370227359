"""The only door for messages."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.my_data.actions import take_in
from account_service.roles.models import Centre
from corridor.events.account import DataCollected
from corridor.events.matchmaking import ProviderListed
from corridor.events.notify import UnreadChanged
from corridor.messaging.event import Meta
from corridor.service import Handler


def keep_centre(session: Session, event: ProviderListed, meta: Meta) -> None:
    """Know the centres that people can be staff of."""
    version = meta.sequence or 0
    values = {"name": event.name, "kind": event.kind, "active": event.active, "version": version}
    row = insert(Centre).values(slug=event.slug, **values)
    newer = Centre.version < version
    session.execute(row.on_conflict_do_update(index_elements=["slug"], set_=values, where=newer))


def keep_unread(session: Session, event: UnreadChanged, meta: Meta) -> None:
    """Show the bell's number on the account's own pages."""
    sequence = meta.sequence or 0
    newer = (Account.account_id == event.account_id, Account.unread_sequence < sequence)
    values = {"unread_count": event.unread, "unread_sequence": sequence}
    session.execute(update(Account).where(*newer).values(**values))


def keep_data(session: Session, event: DataCollected, _meta: Meta) -> None:
    """A service tells what it keeps about somebody who asked."""
    take_in(session, event)


HANDLERS: dict[type[Any], Handler] = {
    ProviderListed: keep_centre,
    UnreadChanged: keep_unread,
    DataCollected: keep_data,
}
