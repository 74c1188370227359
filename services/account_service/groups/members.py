"""Take somebody into a group, change the term, hand over, and let go."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from account_service import urls
from account_service.accounts.models import Account
from account_service.groups import queries
from account_service.groups.acting import By
from account_service.groups.models import Group, GroupRequest
from account_service.groups.telling import each, tell
from account_service.roles.actions import (
    begin_role,
    hand_alternates,
    hand_role,
    hold_grant,
    note_role,
    take_role,
)
from account_service.roles.models import RoleGrant
from account_service.roles.terms import Term, check_term, usual_term
from corridor.auth.roles import GROUP, Role
from corridor.errors import Invalid


def take_in(
    session: Session,
    group: Group,
    account: Account,
    *,
    term: Term,
    by: By,
) -> RoleGrant:
    """Make somebody a member."""
    _check_principal(session, group, term)
    role = Role(name=GROUP, scope=group.slug)
    return hand_role(session, account, role, actor=by.actor, settings=by.settings, now=by.now, term=term)


def _check_principal(session: Session, group: Group, term: Term) -> None:
    if term.alternate_for is None:
        return
    if queries.find_membership(session, group.slug, term.alternate_for) is None:
        message = _("An alternate stands in for a member of the group.")
        raise Invalid(message, errors={"alternate_for": [message]})


def change_term(
    session: Session,
    group: Group,
    grant: RoleGrant,
    account: Account,
    *,
    term: Term,
    by: By,
) -> None:
    """Other days, or standing in for somebody else."""
    check_term(term, today=by.today)
    if term.alternate_for == grant.account_id:
        message = _("Nobody stands in for themselves.")
        raise Invalid(message, errors={"alternate_for": [message]})
    _check_principal(session, group, term)
    account = hold_grant(session, account, grant)
    if not grant.begun:
        grant.starts_on = term.starts_on
    if grant.ends_on != term.ends_on:
        grant.ends_on, grant.reminded_at = term.ends_on, None
    grant.alternate_for = term.alternate_for
    if not grant.begun and term.has_begun(by.today):
        begin_role(session, account, grant, actor=by.actor, now=by.now)
    note_role(
        session,
        by.actor,
        "term_changed",
        account,
        Role(name=GROUP, scope=group.slug),
        ends_on=term.ends_on.isoformat() if term.ends_on else "",
    )


def hand_over(
    session: Session,
    group: Group,
    grant: RoleGrant,
    successor: Account,
    *,
    term: Term,
    by: By,
    as_owner: bool,
) -> None:
    """The membership passes on: it ends the day before the successor's begins.

    An alternate who follows keeps their membership, and stands in for nobody any more. Only an owner sets
    the days of others: who passes on their own term gives what is left of it.
    """
    first = term.starts_on or by.today
    if successor.account_id == grant.account_id:
        message = _("Name somebody else.")
        raise Invalid(message, errors={"handle": [message]})
    check_term(term, today=by.today)
    if not as_owner:
        _check_still_there(grant, first, today=by.today)
    known = queries.find_membership(session, group.slug, successor.account_id)
    if known is None:
        take_in(session, group, successor, term=term, by=by)
    else:
        whole = usual_term(term, group.term_months, today=by.today)
        check_term(whole, today=by.today)
        known.ends_on = whole.ends_on if as_owner else _later(known.ends_on, grant.ends_on)
        known.alternate_for, known.reminded_at = None, None
    hand_alternates(session, grant, to=successor.account_id)
    _end_before(session, grant, first, by=by)


def _end_before(session: Session, grant: RoleGrant, first: date, *, by: By) -> None:
    if first <= by.today:
        account = session.get_one(Account, grant.account_id)
        take_role(session, account, grant, actor=by.actor, now=by.now, act="role_handed_over")
    else:
        last = first - timedelta(days=1)
        grant.ends_on, grant.reminded_at = min(last, grant.ends_on or last), by.now


# So far ahead somebody without an end may name the day on which another follows.
_AHEAD = timedelta(days=366)


def _check_still_there(grant: RoleGrant, first: date, *, today: date) -> None:
    latest = grant.ends_on + timedelta(days=1) if grant.ends_on else today + _AHEAD
    if first > latest:
        message = _("This day is too late: the membership that is passed on is over by then.")
        raise Invalid(message, errors={"starts_on": [message]})


def _later(one: date | None, other: date | None) -> date | None:
    """The later end of two; without an end is the latest."""
    return max(one, other) if one and other else None


def decide_request(
    session: Session,
    group: Group,
    request: GroupRequest,
    *,
    accepted: bool,
    answer: str,
    by: By,
    path: str = "",
) -> None:
    """Take in whoever asked, or say no; they are told either way."""
    request.decided_at, request.decided_by = by.now, by.actor.id
    request.accepted, request.answer = accepted, answer
    account = session.get_one(Account, request.account_id)
    if accepted and queries.find_membership(session, group.slug, account.account_id) is None:
        take_in(session, group, account, term=Term(), by=by)
    tell(
        session,
        "message_group_answered",
        each([account.account_id], "author"),
        title=group.name,
        path=path or urls.group(group.slug),
        by=by,
        excerpt=answer[:300],
    )
