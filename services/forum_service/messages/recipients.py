"""From what was typed to the people meant: nobody is left out silently."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.groups.queries import groups_to_write_to
from forum_service.groups.rules import role_of
from forum_service.members.models import Member
from forum_service.messages.rules import check_named, names_in, wrong_recipients
from forum_service.search.folding import fold

# How many of one name are offered to choose from.
OFFERED = 5
_PERSON = (Member.account_id, Member.handle, Member.name, Member.organisation)
_REACHABLE = (Member.active, func.cardinality(Member.roles) > 0)


def find_readers(
    session: Session, *, typed: str, groups: Collection[str], viewer: Viewer
) -> dict[UUID, str | None]:
    """The accounts meant, each with the group through which it comes, if it was not named itself."""
    return {**_members_of(session, groups, viewer=viewer), **dict.fromkeys(people_meant(session, typed))}


def people_meant(session: Session, typed: str) -> list[UUID]:
    """The accounts of the handles and names typed; raises Invalid naming all that fit nobody, or several."""
    names = names_in(typed)
    check_named(names)
    by_handle = _by_handle(session, names)
    others = [name for name in names if name.lower() not in by_handle]
    by_name = _by_name(session, others) if others else {}
    wrong = [message for name in others if (message := _complaint(name, by_name[name]))]
    if wrong:
        raise wrong_recipients(" ".join(wrong))
    return [(by_handle.get(name.lower()) or by_name[name][0]).account_id for name in names]


def _by_handle(session: Session, names: Sequence[str]) -> dict[str, Any]:
    handles = [name.lower() for name in names]
    query = select(*_PERSON).where(func.lower(Member.handle).in_(handles), *_REACHABLE)
    return {row.handle.lower(): row for row in session.execute(query)} if handles else {}


def _by_name(session: Session, names: Sequence[str]) -> dict[str, list[Any]]:
    # Folded here, not in the database: without ICU it knows the capitals of some scripts only.
    known: dict[str, list[Any]] = {}
    for row in session.execute(select(*_PERSON).where(*_REACHABLE)):
        known.setdefault(fold(row.name), []).append(row)
    return {name: known.get(fold(name), []) for name in names}


def _complaint(name: str, found: Sequence[Any]) -> str:
    if not found:
        return str(_("No member is called “%(name)s”.", name=name[:80]))
    if len(found) == 1:
        return ""
    handles = ", ".join(f"@{person.handle}" for person in found[:OFFERED])
    return str(_("Several members are called “%(name)s”: write %(handles)s.", name=name, handles=handles))


def _members_of(session: Session, slugs: Iterable[str], *, viewer: Viewer) -> dict[UUID, str]:
    allowed = {group.slug: group.name for group in groups_to_write_to(session, viewer=viewer)}
    found: dict[UUID, str] = {}
    for slug in slugs:
        if slug not in allowed:
            raise wrong_recipients(_("There is no group of this name that you may write to."))
        query = select(Member.account_id).where(Member.active, Member.roles.contains([role_of(slug)]))
        members = session.scalars(query).all()
        if not members:
            raise wrong_recipients(_("The group “%(name)s” has no members.", name=allowed[slug]))
        found |= dict.fromkeys(members, slug)
    return found
