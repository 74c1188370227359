"""Who is who: the people of a Party, the staff of a centre, those who look after the whole."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.auth import roles
from matchmaking_service.members.models import Member

People = list[tuple[Member, str]]


def focal_points(session: Session, party: str) -> People:
    return _with_role(session, f"{roles.FOCAL_POINT}:{party}", "focal_point")


def representatives(session: Session, party: str) -> People:
    return _with_role(session, f"{roles.PARTY_REPRESENTATIVE}:{party}", "representative")


def people_of_party(session: Session, party: str) -> People:
    """Focal points first."""
    return [*focal_points(session, party), *representatives(session, party)]


def staff_of(session: Session, slugs: Iterable[str]) -> People:
    """The staff of centres."""
    return [
        one for slug in slugs for one in _with_role(session, f"{roles.CENTRE_STAFF}:{slug}", "centre_staff")
    ]


def coordination(session: Session) -> People:
    return _with_role(session, roles.COORDINATION, "coordination")


def secretariat(session: Session) -> People:
    return _with_role(session, roles.SECRETARIAT, "secretariat")


def _with_role(session: Session, role: str, reason: str) -> People:
    query = select(Member).where(Member.roles.contains([role]), Member.active).order_by(Member.handle)
    return [(member, reason) for member in session.scalars(query)]


def recipients(*groups: People, without: UUID | None = None) -> list[dict[str, str]]:
    """Everybody once, with the first reason they are told for; not the one who acted."""
    found: dict[UUID, str] = {}
    for member, reason in (pair for group in groups for pair in group):
        if member.account_id != without:
            found.setdefault(member.account_id, reason)
    return [{"account_id": str(account_id), "reason": reason} for account_id, reason in found.items()]
