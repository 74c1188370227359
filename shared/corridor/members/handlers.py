"""How the local copy follows the account_service and the bell of the notify_service."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.demo import people
from corridor.events.account import AccountChanged, ApiKeyRevoked, SessionsRevoked
from corridor.events.notify import UnreadChanged
from corridor.members.models import MemberMixin
from corridor.messaging.event import Meta, Transient
from corridor.service import Handler

COPIED = ("handle", "name", "email", "organisation", "country", "languages", "ui_language", "time_zone")


def member_handlers(model: type[MemberMixin]) -> dict[type[Any], Handler]:
    """The HANDLERS entries that keep `model` (the service's Member) current."""

    def on_account_changed(session: Session, event: AccountChanged, meta: Meta) -> None:
        values = {name: getattr(event, name) for name in (*COPIED, "roles", "active")}
        keep_member(session, model, UUID(event.account_id), values, version=meta.sequence or 0)

    def on_unread_changed(session: Session, event: UnreadChanged, meta: Meta) -> None:
        mine = model.account_id == UUID(event.account_id)
        if session.scalar(select(model.account_id).where(mine)) is None:
            # The number comes by another way than the account, and may be here first.
            raise Transient(f"account {event.account_id} is not known yet")
        newer = mine & (model.unread_sequence < (meta.sequence or 0))
        session.execute(
            update(model).where(newer).values(unread_count=event.unread, unread_sequence=meta.sequence)
        )

    return {
        AccountChanged: on_account_changed,
        UnreadChanged: on_unread_changed,
        SessionsRevoked: _on_sessions_revoked,
        ApiKeyRevoked: _on_api_key_revoked,
    }


def keep_member(
    session: Session, model: type[MemberMixin], account_id: UUID, values: dict[str, Any], *, version: int
) -> None:
    """Insert or update the copy; an event older than the copy changes nothing."""
    row = insert(model).values(account_id=account_id, version=version, **values)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id"],
            set_={**values, "version": version},
            where=model.version < version,
        )
    )


def _on_sessions_revoked(session: Session, event: SessionsRevoked, meta: Meta) -> None:
    from corridor.auth.revocations import revoke

    revoke(
        session,
        account_id=UUID(event.account_id),
        session_id=event.session_id,
        not_before=datetime.fromisoformat(event.not_before),
    )


def _on_api_key_revoked(session: Session, event: ApiKeyRevoked, meta: Meta) -> None:
    from corridor.auth.revocations import key_session, revoke

    key = key_session(event.key_id)
    revoke(session, account_id=UUID(event.account_id), session_id=key, not_before=meta.time)


def upsert_demo_members(session: Session, model: type[MemberMixin]) -> None:
    """The demo people as version 1, the version that account_service gives them when it seeds them."""
    for person in people():
        values = {name: getattr(person, name) for name in COPIED}
        values |= {"roles": list(person.roles), "active": True}
        keep_member(session, model, person.account_id, values, version=1)
