"""Who signs in, by password or by code."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts import passwords
from account_service.accounts.models import Account
from account_service.accounts.queries import find_by_email, get_account
from account_service.challenges import actions as challenges
from account_service.challenges import rules
from account_service.challenges.models import Challenge
from corridor.settings import Settings


def account_by_password(session: Session, email: str, password: str) -> Account | None:
    """The account when both fit; costs the same whether the address is known or not."""
    account = find_by_email(session, email)
    if not passwords.password_fits(password, account.password_hash if account else None):
        return None
    if account and passwords.needs_new_hash(account.password_hash or ""):
        account.password_hash = passwords.hash_password(password)
    return account


def mail_code(
    session: Session, email: str, *, settings: Settings, keep: bool, return_to: str, now: datetime
) -> str:
    """Mail a code and a link, if there is an account; returns the cookie for the browser either way."""
    account = find_by_email(session, email)
    begun = challenges.begin(
        session,
        rules.SIGN_IN,
        email,
        key=settings.secret_key,
        now=now,
        account_id=account.account_id if account else None,
        data={"keep": keep, "return_to": return_to},
    )
    if account:
        url = urls.absolute(settings, urls.sign_in_link(begun.token))
        mails.send_code(session, begun, name=account.name, language=account.ui_language, url=url)
    return begun.cookie


def account_of(session: Session, challenge: Challenge, *, now: datetime) -> Account | None:
    """Spend a confirmed challenge on its account; None when it was just spent, or has none."""
    if challenge.account_id is None or not challenges.use(session, challenge, now=now):
        return None
    account = get_account(session, challenge.account_id)
    return account if account.active else None


def wrong_pair() -> str:
    """The one answer to a wrong password and to an unknown address."""
    return str(_("The address and the password do not fit together. Check both, or get a code by mail."))


def wrong_code() -> str:
    """The one answer to a wrong, an old and a used code."""
    return str(_("This code is not right, or no longer valid. Check the newest mail, or ask for a new code."))
