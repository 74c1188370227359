"""Ask to leave, stay after all, and what is done when the day has come."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, update
from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts.actions import announce
from account_service.accounts.models import Account
from account_service.accounts.queries import lock_account
from account_service.api_keys.models import ApiKey
from account_service.audit.actions import Actor, write_down
from account_service.bulk.models import Batch, Line
from account_service.challenges.models import Challenge
from account_service.farewells.models import Farewell
from account_service.farewells.queries import find_farewell
from account_service.groups.models import GroupOwner, GroupRequest
from account_service.invitations.models import Invitation
from account_service.my_data.models import DataRequest
from account_service.roles.models import RoleGrant
from account_service.sessions.actions import end_sessions
from account_service.upstream.models import UpstreamIdentity
from corridor.errors import Conflict
from corridor.events.account import AccountLeft, ApiKeyRevoked
from corridor.messaging import outbox
from corridor.settings import Settings

# Long enough to come back from a journey, and to see the mail that says what was asked.
WAIT = timedelta(days=14)
THE_HOUSE = Actor(id=None, name="Corridor")


def ask_to_leave(
    session: Session, account: Account, *, kind: str, posts: str, settings: Settings, now: datetime
) -> Farewell:
    """Begin the days of waiting; the address of the account is told, in case it was somebody else."""
    account = lock_account(session, account.account_id)
    if find_farewell(session, account.account_id):
        raise Conflict(_("You have asked to leave already."))
    farewell = Farewell(
        account_id=account.account_id, kind=kind, posts=posts, asked_at=now, due_at=now + WAIT
    )
    session.add(farewell)
    session.flush()
    url = urls.absolute(settings, urls.LEAVING)
    mails.say_security_notice(session, account, "farewell_asked", url=url, due=farewell.due_at.isoformat())
    _note(session, account, "farewell_asked", on=f"{kind} {posts}")
    return farewell


def stay(session: Session, account: Account, farewell: Farewell, *, now: datetime) -> None:
    """All stays as it is."""
    farewell.undone_at = now
    _note(session, account, "farewell_undone")


def _note(session: Session, account: Account, act: str, *, on: str = "") -> None:
    actor = Actor(id=account.account_id, name=account.name)
    write_down(session, actor, act, subject_id=account.account_id, subject_name=account.name, on=on)


def carry_out(session: Session, farewell: Farewell, *, now: datetime) -> None:
    """The day has come: nobody can sign in any more, and the name is gone from every service."""
    account = lock_account(session, farewell.account_id)
    farewell.done_at = now
    end_sessions(session, account.account_id, because="left", now=now)
    _void_keys(session, account, now=now)
    _forget_address(session, account, now=now)
    _leave_roles(session, account, now=now)
    _forget_giver(session, account)
    _forget_name(session, account)
    outbox.record(session, AccountLeft(account_id=str(account.account_id), posts=farewell.posts))
    write_down(session, THE_HOUSE, "farewell_done", subject_id=account.account_id, on=farewell.kind)
    if farewell.kind == "delete":
        _delete_rows(session, account)


def _void_keys(session: Session, account: Account, *, now: datetime) -> None:
    mine = (ApiKey.account_id == account.account_id, ApiKey.revoked_at.is_(None))
    revoked = update(ApiKey).where(*mine).values(revoked_at=now).returning(ApiKey.id)
    for key_id in session.scalars(revoked).all():
        outbox.record(session, ApiKeyRevoked(key_id=key_id, account_id=str(account.account_id)))


def _forget_address(session: Session, account: Account, *, now: datetime) -> None:
    """Where the address stands beside the account: codes, invitations, lists."""
    session.execute(delete(Challenge).where(Challenge.email_key == account.email_key))
    nobody: dict[str, Any] = {"email": "", "name": ""}
    invited = update(Invitation).where(Invitation.email_key == account.email_key)
    open_ones = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    session.execute(invited.where(*open_ones).values(revoked_at=now))
    session.execute(invited.values(**nobody, email_key=""))
    listed = update(Line).where(func.lower(Line.email) == account.email_key)
    session.execute(listed.where(Line.state == "waiting").values(state="failed"))
    session.execute(listed.values(**nobody, typed={"words": []}))


def _leave_roles(session: Session, account: Account, *, now: datetime) -> None:
    living = (RoleGrant.account_id == account.account_id, RoleGrant.withdrawn_at.is_(None))
    session.execute(update(RoleGrant).where(*living).values(withdrawn_at=now))
    theirs = update(RoleGrant).where(RoleGrant.alternate_for == account.account_id)
    session.execute(theirs.values(alternate_for=None))
    for model in (GroupOwner, GroupRequest, UpstreamIdentity, DataRequest):
        session.execute(delete(model).where(model.account_id == account.account_id))


def _forget_name(session: Session, account: Account) -> None:
    """A row without a person. Its handle is nobody's, and the events say neither handle nor address."""
    stem = f"former-{account.account_id.hex[-12:]}"
    values: dict[str, Any] = {
        "name": "",
        "handle": stem,
        "email": f"{stem}@invalid",
        "organisation": "",
        "country": "",
        "languages": [],
        "expertise": "",
        "roles": [],
        "time_zone": "UTC",
        "active": False,
        "password_hash": None,
    }
    for name, value in values.items():
        setattr(account, name, value)
    announce(session, account)


def _forget_giver(session: Session, account: Account) -> None:
    """Where the name stands beside what they gave or asked others to: the house did."""
    named = (
        (Invitation.invited_by, Invitation.invited_by_name),
        (Batch.made_by, Batch.made_by_name),
        (RoleGrant.granted_by, RoleGrant.granted_by_name),
    )
    for giver, name in named:
        theirs = update(name.class_).where(giver == account.account_id)
        session.execute(theirs.values({name: THE_HOUSE.name}))


def _delete_rows(session: Session, account: Account) -> None:
    """All rows but the record of grants and withdrawals, which nobody can change."""
    for table in reversed(Account.metadata.sorted_tables):
        for column in table.columns:
            if any(key.column is Account.__table__.c.account_id for key in column.foreign_keys):
                session.execute(table.delete().where(column == account.account_id))
    session.execute(delete(Account).where(Account.account_id == account.account_id))
