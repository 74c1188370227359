"""People, mails and browsers of these tests."""

import json
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.accounts import passwords
from account_service.accounts.actions import announce
from account_service.accounts.models import Account
from account_service.roles.models import RoleGrant
from account_service.service import SERVICE
from corridor import clock
from corridor.auth.roles import parse
from corridor.demo import Person
from corridor.ids import uuid7
from corridor.messaging.tables import outbox
from corridor.testing import Browser, client_for

PASSWORD = "three tall herons"


@cache
def stored_password() -> str:
    """One hash for all accounts: each costs a fifth of a second."""
    return passwords.hash_password(PASSWORD)


def open_account(session: Session, who: Person, *, password: bool = True) -> Account:
    """A persona's account with roles that were really granted; committed."""
    account = Account(
        account_id=uuid7(),
        handle=who.handle,
        name=who.name,
        email=who.email,
        organisation=who.organisation,
        country=who.country,
        languages=who.languages,
        ui_language=who.ui_language,
        time_zone=who.time_zone,
        roles=sorted(who.roles),
        password_hash=stored_password() if password else None,
        active=True,
    )
    session.add(account)
    announce(session, account)
    for role in map(parse, who.roles):
        session.add(
            RoleGrant(
                account_id=account.account_id,
                role=role.name,
                scope=role.scope,
                granted_at=clock.now(),
                granted_by_name="The tests",
            )
        )
    session.commit()
    return account


def browser_of(account: Account) -> Browser:
    """A browser in which the account has just signed in."""
    browser = client_for(SERVICE)
    answer = browser.post("/account/sign-in", data={"email": account.email, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return browser


def events(session: Session, type_: str) -> list[dict[str, Any]]:
    """The data of the events of a type, in order."""
    query = select(outbox.c.body).where(outbox.c.type == type_).order_by(outbox.c.position)
    return [json.loads(body)["data"] for body in session.scalars(query)]


def mails(session: Session, purpose: str) -> list[dict[str, Any]]:
    """What notify_service was asked to mail, in order."""
    session.rollback()
    asked = events(session, "account.security_mail_requested.v1")
    return [mail for mail in asked if mail["purpose"] == purpose]


def path_of(mail: dict[str, Any]) -> str:
    """The path of a mail's link."""
    url = str(mail["url"])
    assert url.startswith("http://localhost/")
    return url.removeprefix("http://localhost")
