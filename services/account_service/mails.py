"""Mails that go out at once: codes, links, word of what changed. notify_service writes and sends them."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.challenges.actions import Begun
from corridor.events.account import SecurityMailRequested
from corridor.messaging import outbox


def send_code(session: Session, begun: Begun, *, name: str, language: str, url: str | None) -> None:
    """The code of a challenge, with the link beside it where there is one."""
    challenge = begun.challenge
    event = SecurityMailRequested(
        purpose=challenge.purpose,
        email=challenge.email,
        name=name,
        language=language,
        code=begun.code,
        url=url,
        # What is told is the shorter of the two lives: the code's.
        expires_at=challenge.code_expires_at.isoformat(),
        account_id=str(challenge.account_id) if challenge.account_id else None,
    )
    outbox.record(session, event)


def say_already_registered(session: Session, account: Account, *, url: str) -> None:
    """Somebody signed up with an address that has an account: its owner learns it, nobody else does."""
    _to_account(session, account, "already_registered", url=url, values={})


def say_security_notice(session: Session, account: Account, what: str, *, url: str, **values: Any) -> None:
    """Word of a change that its owner may not have made; `what` names it for the text."""
    _to_account(session, account, "security_notice", url=url, values={"what": what, **values})


def send_invitation(
    session: Session,
    *,
    email: str,
    name: str,
    language: str,
    url: str,
    expires_at: datetime,
    values: dict[str, Any],
) -> None:
    """An invitation with the roles that wait."""
    event = SecurityMailRequested(
        purpose="invitation",
        email=email,
        name=name,
        language=language,
        url=url,
        expires_at=expires_at.isoformat(),
        values=values,
    )
    outbox.record(session, event)


def _to_account(
    session: Session, account: Account, purpose: str, *, url: str, values: dict[str, Any]
) -> None:
    event = SecurityMailRequested(
        purpose=purpose,
        email=account.email,
        name=account.name,
        language=account.ui_language,
        url=url,
        account_id=str(account.account_id),
        values=values,
    )
    outbox.record(session, event)
