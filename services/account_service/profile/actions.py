"""Change one's own account."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts.actions import change_account, set_password
from account_service.accounts.models import Account
from account_service.accounts.queries import lock_account
from account_service.audit.actions import Actor, write_down
from account_service.sessions.actions import end_sessions
from corridor.settings import Settings

EDITABLE = ("name", "organisation", "country", "languages", "expertise", "ui_language", "time_zone")


def edit_profile(session: Session, account_id: UUID, changes: dict[str, Any]) -> Account:
    """Set what the profile shows; the other services hear of it."""
    account = lock_account(session, account_id)
    change_account(session, account, {name: value for name, value in changes.items() if name in EDITABLE})
    return account


def change_password(
    session: Session,
    account: Account,
    password: str,
    *,
    actor: Actor,
    settings: Settings,
    now: datetime,
) -> None:
    """Set a password, end all sessions, and tell the owner by mail."""
    set_password(account, password, now=now)
    end_sessions(session, account.account_id, because="password_changed", now=now)
    url = urls.absolute(settings, urls.FORGOT)
    mails.say_security_notice(session, account, "password_changed", url=url)
    write_down(session, actor, "password_changed", subject_id=account.account_id, subject_name=account.name)
