"""Invite, accept, take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service import mails, urls
from account_service.accounts.folding import email_key
from account_service.accounts.models import Account
from account_service.audit.actions import Actor, write_down
from account_service.challenges import actions as challenges
from account_service.challenges.rules import INVITATION, new_token, token_hash
from account_service.invitations import rules
from account_service.invitations.models import Invitation
from account_service.roles.actions import grant_role, missing_roles
from account_service.roles.terms import Term
from corridor.errors import Conflict, Forbidden
from corridor.settings import Settings


class InvitationOver(Conflict):
    """The invitation was accepted, taken back, or is too old."""

    code = "invitation_over"


class ForSomebodyElse(Forbidden):
    """The invitation is bound to another address."""

    code = "for_somebody_else"


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Who is invited, and to what; `role_words` are the roles as the mail says them."""

    email: str
    name: str
    language: str
    roles: Sequence[str]
    role_words: Sequence[str]
    # The term of the roles, where they are for one.
    starts_on: date | None = None
    ends_on: date | None = None


def invite(
    session: Session, who: Invitee, *, actor: Actor, settings: Settings, now: datetime
) -> tuple[Invitation, str]:
    """Invite somebody by mail; returns the invitation and its link."""
    token = new_token()
    invitation = Invitation(
        email=who.email,
        email_key=email_key(who.email),
        name=who.name,
        language=who.language,
        roles=list(who.roles),
        starts_on=who.starts_on,
        ends_on=who.ends_on,
        token_hash=token_hash(token),
        invited_by=actor.id,
        invited_by_name=actor.name,
        created_at=now,
        expires_at=now + rules.LIFE,
    )
    session.add(invitation)
    write_down(session, actor, "invited", subject_name=who.email, on=" ".join(who.roles))
    link = urls.absolute(settings, urls.invitation_link(token))
    _mail(session, invitation, who, link)
    return invitation, link


def _mail(session: Session, invitation: Invitation, who: Invitee, link: str) -> None:
    values: dict[str, Any] = {"inviter": invitation.invited_by_name, "roles": list(who.role_words)}
    mails.send_invitation(
        session,
        email=who.email,
        name=who.name,
        language=who.language,
        url=link,
        expires_at=invitation.expires_at,
        values=values,
    )


def begin_sign_up(session: Session, invitation: Invitation, *, settings: Settings, now: datetime) -> str:
    """The invitee has no account yet: the link proves the address. Returns the browser's cookie."""
    begun = challenges.begin(
        session,
        INVITATION,
        invitation.email,
        key=settings.secret_key,
        now=now,
        data={"invitation": str(invitation.id), "about": {"name": invitation.name}},
    )
    begun.challenge.confirmed_at = now
    return begun.cookie


def accept_for_new(
    session: Session, invitation_id: str, account: Account, *, settings: Settings, now: datetime
) -> None:
    """The new account takes the roles."""
    query = select(Invitation).where(Invitation.id == UUID(invitation_id)).with_for_update()
    accept(session, session.scalars(query).one(), account, settings=settings, now=now)


def accept(
    session: Session, invitation: Invitation, account: Account, *, settings: Settings, now: datetime
) -> None:
    """Take the roles, once; the caller holds the invitation's row."""
    check_open(invitation, now=now)
    if invitation.email_key != account.email_key:
        raise ForSomebodyElse(_("This invitation is for another address than yours."))
    if invitation.ends_on and invitation.ends_on < now.date():
        raise InvitationOver(_("The term that this invitation is for has ended. Ask for a new one."))
    invitation.accepted_at, invitation.accepted_by = now, account.account_id
    term = Term(starts_on=invitation.starts_on, ends_on=invitation.ends_on)
    inviter = Actor(id=invitation.invited_by, name=invitation.invited_by_name)
    # A group may be closed since, or the role given by other hands: the rest is theirs all the same.
    for role in missing_roles(session, account, invitation.roles):
        grant_role(session, account, role, actor=inviter, settings=settings, now=now, term=term)


def check_open(invitation: Invitation | None, *, now: datetime) -> Invitation:
    """The invitation, if it can be accepted."""
    if invitation is None or invitation.accepted_at or invitation.revoked_at or now > invitation.expires_at:
        raise InvitationOver(
            _("This invitation was accepted or withdrawn, or is too old. Ask for a new one.")
        )
    return invitation


def take_back(session: Session, invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """Void an open invitation."""
    check_open(invitation, now=now)
    invitation.revoked_at = now
    write_down(session, actor, "invitation_withdrawn", subject_name=invitation.email)
