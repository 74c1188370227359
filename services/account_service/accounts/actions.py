"""Open an account, change it, and tell the other services."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from account_service.accounts import folding, passwords, queries
from account_service.accounts.models import Account
from corridor.events.account import AccountChanged
from corridor.ids import uuid7
from corridor.messaging import outbox


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What must be known of a person; the address is proven by then."""

    email: str
    name: str
    organisation: str = ""
    country: str = ""
    languages: list[str] = field(default_factory=list)
    ui_language: str = "en"
    time_zone: str = "UTC"
    roles: tuple[str, ...] = ()
    # Where it was chosen; else it is made of the name.
    handle: str = ""


def open_account(
    session: Session, new: NewAccount, *, password: str | None, now: datetime, account_id: UUID | None = None
) -> Account:
    """Open an account and announce it. A second one for the same address fails at the unique index."""
    account = Account(
        account_id=account_id or uuid7(),
        handle=new.handle or queries.free_handle(session, name=new.name, email=new.email),
        email=new.email,
        name=new.name,
        organisation=new.organisation,
        country=new.country,
        languages=list(new.languages),
        ui_language=new.ui_language,
        time_zone=new.time_zone,
        roles=sorted(new.roles),
        active=True,
        version=0,
        joined_at=now,
    )
    if password:
        set_password(account, password, now=now)
    session.add(account)
    announce(session, account)
    return account


def set_password(account: Account, password: str, *, now: datetime) -> None:
    """Give the account a password."""
    account.password_hash = passwords.hash_password(password)
    account.password_changed_at = now


def change_account(session: Session, account: Account, changes: dict[str, Any]) -> bool:
    """Set fields of an account; when one is really new, tell the others. Says whether one was."""
    different = {name: value for name, value in changes.items() if getattr(account, name) != value}
    for name, value in different.items():
        setattr(account, name, value)
    if different:
        announce(session, account)
    return bool(different)


def announce(session: Session, account: Account) -> None:
    """Count the version up, keep the folded columns, and record the event that carries the whole state."""
    account.version = (account.version or 0) + 1
    account.handle_key = folding.handle_key(account.handle)
    account.email_key = folding.email_key(account.email)
    account.sort_name = folding.fold(account.name)
    account.search_text = folding.search_text(
        name=account.name, handle=account.handle, organisation=account.organisation
    )
    account.organisation_key = folding.fold(account.organisation)
    account.expertise_key = folding.fold(account.expertise or "")
    session.flush()
    outbox.record(session, _as_event(account), sequence=account.version)


def _as_event(account: Account) -> AccountChanged:
    # Whoever left has no name: then the stand-ins of handle and address are nobody's business either.
    is_person = bool(account.name)
    return AccountChanged(
        account_id=str(account.account_id),
        handle=account.handle if is_person else "",
        name=account.name,
        email=account.email if is_person else "",
        organisation=account.organisation,
        country=account.country,
        languages=list(account.languages),
        ui_language=account.ui_language,
        time_zone=account.time_zone,
        roles=list(account.roles),
        active=account.active,
    )
