"""Send a browser to the provider, take it back, tie who came back to an account."""

import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.challenges import actions as challenges
from account_service.challenges.rules import UPSTREAM, new_token, token_hash
from account_service.upstream.models import UpstreamIdentity, UpstreamVisit
from account_service.upstream.provider import Person, UpstreamRefused
from corridor.errors import Conflict
from corridor.settings import Settings

LIFE = timedelta(minutes=10)


class IdentityTaken(Conflict):
    """This upstream account is tied to another account here."""

    code = "identity_taken"


@dataclass(frozen=True, kw_only=True)
class Departure:
    """What a new visit needs: for the provider, and for the browser's cookie."""

    state: str
    nonce: str
    verifier: str
    cookie: str


def send_off(session: Session, *, return_to: str, now: datetime) -> Departure:
    """Note a visit; what it is known by on the way back is random, and bound to the browser."""
    leaving = Departure(
        state=new_token(), nonce=new_token(), verifier=secrets.token_urlsafe(48), cookie=new_token()
    )
    session.add(
        UpstreamVisit(
            state_hash=token_hash(leaving.state),
            browser_hash=token_hash(leaving.cookie),
            nonce=leaving.nonce,
            verifier=leaving.verifier,
            return_to=return_to,
            expires_at=now + LIFE,
        )
    )
    return leaving


def take_back(session: Session, state: str, *, cookie: str, now: datetime) -> UpstreamVisit:
    """The visit that this browser began with this state; it can come back once."""
    query = select(UpstreamVisit).where(UpstreamVisit.state_hash == token_hash(state)).with_for_update()
    visit = session.scalars(query).one_or_none()
    if visit is None or visit.returned_at or now > visit.expires_at or not _is_browser(visit, cookie):
        raise UpstreamRefused(_("This sign-in did not begin in this browser, or took too long. Begin again."))
    visit.returned_at = now
    return visit


def _is_browser(visit: UpstreamVisit, cookie: str) -> bool:
    return hmac.compare_digest(token_hash(cookie), visit.browser_hash)


def find_waiting(session: Session, cookie: str, *, now: datetime) -> Person | None:
    """Whom the provider named to this browser, while no account is tied to them."""
    query = select(UpstreamVisit).where(
        UpstreamVisit.browser_hash == token_hash(cookie),
        UpstreamVisit.person.is_not(None),
        UpstreamVisit.expires_at > now,
    )
    visit = session.scalars(query).one_or_none()
    return Person(**visit.person) if visit and visit.person else None


def let_wait(visit: UpstreamVisit, person: Person, *, now: datetime) -> None:
    """Keep whom the provider named until they sign in here, or sign up."""
    visit.person = asdict(person)
    visit.expires_at = now + LIFE * 3


def find_account(session: Session, person: Person) -> Account | None:
    """The account tied to a person at the provider; an address ties nothing."""
    query = (
        select(Account)
        .join(UpstreamIdentity, UpstreamIdentity.account_id == Account.account_id)
        .where(UpstreamIdentity.issuer == person.issuer, UpstreamIdentity.subject == person.subject)
    )
    return session.scalars(query.where(Account.active)).one_or_none()


def link_identity(session: Session, account: Account, *, issuer: str, subject: str) -> None:
    """Tie a person at the provider to an account; IdentityTaken when they are tied already."""
    try:
        with session.begin_nested():
            session.add(UpstreamIdentity(account_id=account.account_id, issuer=issuer, subject=subject))
    except IntegrityError as error:
        raise IdentityTaken(_("This account of the other site is already linked.")) from error


def begin_sign_up(
    session: Session, person: Person, *, return_to: str, settings: Settings, now: datetime
) -> str:
    """The provider vouches for the address: go on to the questions. Returns the browser's cookie."""
    data: dict[str, Any] = {
        "identity": {"issuer": person.issuer, "subject": person.subject},
        "about": {"name": person.name[:100]},
        "return_to": return_to,
    }
    begun = challenges.begin(session, UPSTREAM, person.email, key=settings.secret_key, now=now, data=data)
    begun.challenge.confirmed_at = now
    return begun.cookie
