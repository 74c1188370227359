"""Members as programs name them: by user name, by number, by the id of their account."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from corridor.web.inputs import BIGGEST
from forum_service.members.models import Member

_COLUMNS = tuple(
    getattr(Member, name)
    for name in (
        *("account_id", "number", "handle", "name", "organisation", "country", "roles", "active"),
        *("languages", "ui_language", "time_zone", "email", "joined_at"),
    )
)
_REAL = (Member.active, func.cardinality(Member.roles) > 0)


class NoSuchUser(NotFound):
    """Nobody of that name is here."""

    code = "not_found"


def people(session: Session, ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Those of the accounts that are known here."""
    if not ids:
        return {}
    rows = session.execute(select(*_COLUMNS).where(Member.account_id.in_(set(ids))))
    return {row.account_id: row for row in rows}


def get_user(session: Session, name: str) -> Row[Any]:
    """The member of a user name; raises NoSuchUser."""
    return _one(session, func.lower(Member.handle) == name.lower())


def get_user_by_number(session: Session, number: int) -> Row[Any]:
    """The member of a number; raises NoSuchUser."""
    return _one(session, Member.number == number)


def get_user_by_external(session: Session, external: str) -> Row[Any]:
    """The member whose account has the id that a sign-in elsewhere is told; raises NoSuchUser."""
    account_id = _uuid(external)
    if account_id is None:
        raise _nobody()
    return _one(session, Member.account_id == account_id)


def users_named(session: Session, names: Sequence[str]) -> list[Row[Any]]:
    """The members of all these user names; raises NoSuchUser naming the first that is nobody's."""
    wanted = [name.strip().lower() for name in names]
    found = {row.handle.lower(): row for row in users_among(session, wanted)}
    missing = next((name for name in wanted if name not in found), None)
    if missing is not None:
        raise NoSuchUser(_("There is no user named %(name)s.", name=missing))
    return [found[name] for name in wanted]


def users_among(session: Session, names: Sequence[str]) -> Sequence[Row[Any]]:
    """Those of the user names that are of members here."""
    wanted = [name.lower() for name in names]
    return session.execute(_members().where(func.lower(Member.handle).in_(wanted))).all()


def search_users(session: Session, term: str, *, size: int = 20) -> Sequence[Row[Any]]:
    """Members whose name or user name begins with the term."""
    start = term.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    like = func.lower(Member.handle).like(start) | func.lower(Member.name).like(start)
    return session.execute(_members().where(like).order_by(Member.handle).limit(size)).all()


def list_users(session: Session, *, flag: str, email: str, page: int, size: int) -> Sequence[Row[Any]]:
    """Members for the secretariat: all, the staff, or who is of an address."""
    query = select(*_COLUMNS) if flag == "suspended" else _members()
    if flag == "suspended":
        query = query.where(~Member.active)
    if flag == "staff":
        query = query.where(Member.roles.overlap(["secretariat", "moderator"]))
    if email:
        query = query.where(func.lower(Member.email) == email.lower())
    return session.execute(query.order_by(Member.number).limit(size).offset(page * size)).all()


def members_with_role(session: Session, role: str, *, skip: int, size: int) -> tuple[Sequence[Row[Any]], int]:
    """Some of those who hold a role, by name, and how many they are in all."""
    holding = _members().where(Member.roles.contains([role]))
    total = session.scalar(select(func.count()).select_from(holding.subquery())) or 0
    rows = session.execute(holding.order_by(Member.handle, Member.number).limit(size).offset(skip)).all()
    return rows, total


def find_viewer_named(session: Session, *, name: str, number: str, external: str) -> Viewer | None:
    """The member as one who asks; None where nobody is meant."""
    which: Any = func.lower(Member.handle) == name.lower()
    if not name:
        digits = int(number) if number.isascii() and number.isdigit() and len(number) <= 19 else -1
        which = Member.number == min(digits, BIGGEST) if number else Member.account_id == _uuid(external)
    row = session.execute(_members().where(which).limit(1)).one_or_none()
    if row is None:
        return None
    return Viewer(
        id=row.account_id,
        name=row.name,
        handle=row.handle,
        email=row.email,
        organisation=row.organisation,
        country=row.country,
        roles=frozenset(row.roles),
        language=row.ui_language,
        time_zone=row.time_zone,
    )


def _one(session: Session, which: Any) -> Row[Any]:
    row = session.execute(_members().where(which).limit(1)).one_or_none()
    if row is None:
        raise _nobody()
    return row


def _members() -> Select[Any]:
    return select(*_COLUMNS).where(*_REAL)


def _nobody() -> NoSuchUser:
    return NoSuchUser(_("There is no such user."))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
