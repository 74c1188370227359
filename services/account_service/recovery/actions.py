"""A new password for who can read the account's mail."""

from datetime import datetime

from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts.queries import find_by_email
from account_service.challenges import actions as challenges
from account_service.challenges import rules
from corridor.settings import Settings


def mail_reset(session: Session, email: str, *, settings: Settings, now: datetime) -> str:
    """Mail a code and a link, if there is an account; returns the cookie for the browser either way."""
    account = find_by_email(session, email)
    begun = challenges.begin(
        session,
        rules.RESET_PASSWORD,
        email,
        key=settings.secret_key,
        now=now,
        account_id=account.account_id if account else None,
    )
    if account:
        challenges.drop_others(session, begun.challenge, now=now)
        url = urls.absolute(settings, urls.reset_link(begun.token))
        mails.send_code(session, begun, name=account.name, language=account.ui_language, url=url)
    return begun.cookie
