"""Find invitations."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from account_service.challenges.rules import token_hash
from account_service.invitations.models import Invitation
from corridor.errors import NotFound


class InvitationNotFound(NotFound):
    """There is no such invitation."""

    code = "invitation_not_found"


def all_invitations() -> Select[Any]:
    """All of them, to be paged through."""
    return select(Invitation)


def find_by_token(session: Session, token: str, *, lock: bool = False) -> Invitation | None:
    """The invitation behind a link; locked, two who accept at once come one after the other."""
    query = select(Invitation).where(Invitation.token_hash == token_hash(token))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def get_invitation(session: Session, invitation_id: UUID) -> Invitation:
    """The invitation, locked."""
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    invitation = session.scalars(query).one_or_none()
    if invitation is None:
        raise InvitationNotFound(_("There is no such invitation."))
    return invitation
