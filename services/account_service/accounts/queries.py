"""Find accounts."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.accounts import folding, rules
from account_service.accounts.models import Account
from corridor.errors import NotFound


class AccountNotFound(NotFound):
    """There is no such person, or not for you."""

    code = "account_not_found"


def find_by_email(session: Session, email: str) -> Account | None:
    """The living account of an address."""
    query = select(Account).where(Account.email_key == folding.email_key(email), Account.active)
    return session.scalars(query).one_or_none()


def get_account(session: Session, account_id: UUID | None) -> Account:
    """The account with this id."""
    account = session.get(Account, account_id) if account_id else None
    if account is None:
        raise AccountNotFound(_("There is no such account."))
    return account


def get_by_handle(session: Session, handle: str) -> Account:
    """The living account with this handle."""
    query = select(Account).where(Account.handle_key == folding.handle_key(handle), Account.active)
    account = session.scalars(query).one_or_none()
    if account is None:
        raise AccountNotFound(_("There is no such member."))
    return account


def lock_account(session: Session, account_id: UUID) -> Account:
    """The account as it is now, held until the transaction ends."""
    query = select(Account).where(Account.account_id == account_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def free_handle(session: Session, *, name: str, email: str) -> str:
    """The first handle for this person that nobody has."""
    for handle in rules.handles_for(name, email):
        if is_free(session, handle):
            return handle
    raise AssertionError("ten thousand people of one name")


def is_free(session: Session, handle: str) -> bool:
    """Whether nobody has the handle."""
    taken = select(Account.account_id).where(Account.handle_key == folding.handle_key(handle))
    return session.execute(taken).first() is None
