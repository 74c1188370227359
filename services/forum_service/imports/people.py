"""Who wrote what is brought in: members by their address, others as former members."""

import re
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corridor.members.handlers import keep_member
from forum_service.imports.tracing import find_imported, note_imported
from forum_service.members.models import Member
from forum_service.posts.place import Author

# No account has such a handle: where it begins like this, there is no page of a member to lead to.
NO_ACCOUNT = "~"
_NOT_IN_HANDLES = re.compile(r"[^a-z0-9]+")


def author_of(session: Session, source: str, key: str, *, name: str, email: str) -> Author:
    """The author known in the source by `key`; the same one each time, whatever name comes along."""
    known = find_imported(session, source, "person", key)
    if known is not None:
        member = session.execute(
            select(Member.name, Member.organisation).where(Member.account_id == UUID(known))
        ).one_or_none()
        if member is not None:
            return Author(id=UUID(known), name=member.name, organisation=member.organisation)
    author = _member(session, email) or _former(session, source, key, name=name)
    note_imported(session, source, "person", key, own_id=str(author.id))
    return author


def _member(session: Session, email: str) -> Author | None:
    if "@" not in email:
        return None
    query = select(Member.account_id, Member.name, Member.organisation)
    row = session.execute(query.where(func.lower(Member.email) == email.lower(), Member.active)).first()
    return Author(id=row.account_id, name=row.name, organisation=row.organisation) if row else None


def _former(session: Session, source: str, key: str, *, name: str) -> Author:
    """Somebody without an account: a name that stands at posts, and can do nothing."""
    account_id = uuid5(NAMESPACE_URL, f"{source}#{key}")
    handle = NO_ACCOUNT + (_NOT_IN_HANDLES.sub("-", name.casefold()).strip("-")[:30] or "member")
    values = {
        "handle": f"{handle}-{str(account_id)[:4]}",
        "name": name or "?",
        "email": "",
        "organisation": "",
        "country": "",
        "languages": [],
        "ui_language": "en",
        "time_zone": "UTC",
        "roles": [],
        "active": False,
    }
    keep_member(session, Member, account_id, values, version=0)
    return Author(id=account_id, name=name or "?")
