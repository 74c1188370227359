"""Why a mail that is due does not go out now: not needed any more, not wanted, or not yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from notify_service.channels.email.holding import hold_back
from notify_service.channels.email.keeping import keep_for_later
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import AT_ONCE, DIGEST, SECURITY
from notify_service.channels.email.suppression import hash_of
from notify_service.members.models import Member

# How long a mail waits for news of an account that has not reached this service yet.
_UNKNOWN_MEMBER = timedelta(minutes=1)
_UNKNOWN_FOR_GOOD = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A mail that was looked at and does not go out now."""

    mail_id: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class Addressees:
    """Those to whom a batch of mails goes, and the hashes of the addresses among theirs that are on hold."""

    members: Mapping[UUID, Member]
    held: frozenset[str]

    def member(self, mail: Mail) -> Member | None:
        return self.members.get(mail.account_id) if mail.account_id else None

    def address(self, mail: Mail) -> str:
        """Some mails know their address from the start; the others go where their member is by now."""
        member = self.member(mail) if mail.kind in (AT_ONCE, DIGEST) else None
        return member.email if member else mail.address

    def is_held(self, mail: Mail) -> bool:
        return hash_of(self.address(mail)) in self.held


def pass_over(session: Session, mail: Mail, addressees: Addressees, *, now: datetime) -> Passed | None:
    """Why the mail is not to be sent now; the row is changed accordingly."""
    if mail.kind not in (AT_ONCE, DIGEST):
        return _pass_over_addressed(mail, addressees, now=now)
    member = addressees.member(mail)
    if member is None:
        return _wait_for_member(mail, now=now)
    if not member.active:
        return skip(mail, "account_closed", "the account is closed", now=now)
    if addressees.is_held(mail):
        keep_for_later(session, mail.account_id, mail_id=mail.id, group_key=mail.group_key)
        return skip(mail, "address_held", "the address is on hold", now=now)
    if mail.kind == AT_ONCE:
        return _pass_over_at_once(session, mail, member, now=now)
    return None


def _pass_over_addressed(mail: Mail, addressees: Addressees, *, now: datetime) -> Passed | None:
    if mail.expires_at is not None and mail.expires_at <= now:
        return skip(mail, "expired", "expired before it could be sent", now=now)
    if mail.kind != SECURITY and addressees.is_held(mail):
        return skip(mail, "address_held", "the address is on hold", now=now)
    return None


def _pass_over_at_once(session: Session, mail: Mail, member: Member, *, now: datetime) -> Passed | None:
    found = hold_back(session, mail, member, now=now)
    if found is None:
        return None
    if found.until is None:
        return skip(mail, found.code, found.why, now=now)
    return postpone(mail, found.until, found.why)


def _wait_for_member(mail: Mail, *, now: datetime) -> Passed:
    if now - mail.created_at > _UNKNOWN_FOR_GOOD:
        return skip(mail, "no_account", "no such account", now=now)
    return postpone(mail, now + _UNKNOWN_MEMBER, "the account is not known yet")


def skip(mail: Mail, code: str, why: str, *, now: datetime) -> Passed:
    """The mail is not needed; `code` is what the secretariat's page counts it under."""
    mail.state, mail.answer, mail.finished_at, mail.words = "suppressed", why, now, {}
    mail.skipped = code
    return Passed(mail_id=mail.id, why=why)


def postpone(mail: Mail, until: datetime, why: str) -> Passed:
    """The mail is looked at again later."""
    mail.due_at, mail.answer = until, why
    return Passed(mail_id=mail.id, why=why)
