"""What the accounts decide: asked of account_service in the name of whoever calls."""

from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.auth.errors import AccountUnreachable
from corridor.auth.state import auth_state
from corridor.errors import Forbidden, Invalid, NotFound, Unavailable
from corridor.members.handlers import keep_member
from forum_service.discourse.blueprint import me
from forum_service.members.models import Member

_REFUSALS = {403: Forbidden, 404: NotFound}


def ask_accounts(act: str, **data: Any) -> dict[str, Any]:
    """Let account_service do something; raises what it refuses with."""
    client = auth_state().client(current_app)
    try:
        answer = client.ask(f"/account/internal/programs/{act}", {"actor": str(me()), **data})
    except AccountUnreachable as error:
        raise Unavailable(_("The accounts cannot be reached just now.")) from error
    if answer is None or "refused" in answer:
        _refuse((answer or {}).get("refused", {"status": 404, "message": "", "errors": []}))
    done: dict[str, Any] = (answer or {})["done"]
    return done


def know_account(session: Session, made: dict[str, Any]) -> int:
    """The number of an account that was just opened: its copy is kept here before its event comes."""
    account_id = UUID(made["account_id"])
    keep_member(session, Member, account_id, made["copy"], version=made["version"])
    return session.scalars(select(Member.number).where(Member.account_id == account_id)).one()


def _refuse(refusal: dict[str, Any]) -> None:
    kind = _REFUSALS.get(refusal["status"])
    if kind is not None:
        raise kind(refusal["message"])
    raise Invalid(refusal["message"], errors={"base": refusal["errors"]} if refusal["errors"] else None)
