"""From an address to an account."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts.actions import NewAccount, open_account
from account_service.accounts.models import Account
from account_service.accounts.queries import find_by_email
from account_service.challenges import actions as challenges
from account_service.challenges import rules
from account_service.challenges.models import Challenge
from account_service.invitations.actions import accept_for_new
from account_service.profile.choices import likely_time_zone
from account_service.upstream.actions import link_identity
from corridor.errors import Conflict
from corridor.settings import Settings

PURPOSES = (rules.CONFIRM_EMAIL, rules.INVITATION, rules.UPSTREAM)


class AddressTaken(Conflict):
    """Somebody opened an account for this address meanwhile."""

    code = "address_taken"


class SignUpOver(Conflict):
    """The sign-up was finished already, perhaps in another tab."""

    code = "sign_up_over"


def ask_address(
    session: Session, email: str, *, language: str, return_to: str, settings: Settings, now: datetime
) -> str:
    """Mail a code to the address; an address with an account gets a mail that says so.

    Returns the browser's cookie, which tells nobody which of the two it was.
    """
    account = find_by_email(session, email)
    begun = challenges.begin(
        session,
        rules.CONFIRM_EMAIL,
        email,
        key=settings.secret_key,
        now=now,
        account_id=account.account_id if account else None,
        data={"return_to": return_to},
    )
    if account:
        mails.say_already_registered(session, account, url=urls.absolute(settings, urls.SIGN_IN))
    else:
        mails.send_code(session, begun, name="", language=language, url=None)
    return begun.cookie


def keep_answers(session: Session, challenge: Challenge, answers: dict[str, Any]) -> None:
    """Remember what was said so far."""
    challenge.data = {**challenge.data, "about": answers}
    session.add(challenge)


def finish(
    session: Session,
    challenge: Challenge,
    *,
    password: str | None,
    language: str,
    settings: Settings,
    now: datetime,
) -> Account:
    """Open the account, with what came along: an invitation's roles, an upstream identity."""
    if not challenges.use(session, challenge, now=now):
        raise SignUpOver(_("This sign-up is already finished. Sign in with your address."))
    new = _new_account(challenge, language=language)
    try:
        with session.begin_nested():
            account = open_account(session, new, password=password, now=now)
    except IntegrityError as error:
        raise AddressTaken(_("There is an account for this address. Sign in with it.")) from error
    if "invitation" in challenge.data:
        accept_for_new(session, challenge.data["invitation"], account, settings=settings, now=now)
    if "identity" in challenge.data:
        link_identity(session, account, **challenge.data["identity"])
    return account


def _new_account(challenge: Challenge, *, language: str) -> NewAccount:
    about = challenge.data["about"]
    return NewAccount(
        email=challenge.email,
        name=about["name"],
        organisation=about["organisation"],
        country=about["country"],
        languages=about["languages"] or [language],
        ui_language=language,
        time_zone=likely_time_zone(about["country"]),
    )
