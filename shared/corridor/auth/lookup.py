"""From a checked token to a viewer: one query, on this service's own copy of the members."""

from functools import cache
from typing import Any, Literal, cast

from sqlalchemy import bindparam, inspect, literal_column, select
from sqlalchemy.orm import Session

from corridor.auth.revocations import revocation_values, revoked
from corridor.auth.tokens import Claims
from corridor.auth.viewer import Viewer
from corridor.db.quick import Quick
from corridor.members.models import MemberMixin


def find_viewer(
    session: Session,
    model: type[MemberMixin],
    claims: Claims,
    *,
    via: Literal["cookie", "api_key"],
    scopes: frozenset[str] = frozenset(),
) -> Viewer | None:
    """The viewer, or None when the token was revoked or the account is closed."""
    found = _query(cast("Any", model)).first(session, revocation_values(claims))
    known = found.known is not None
    if found.hit or (known and not found.active):
        return None
    return _viewer(claims, found if known else None, via=via, scopes=scopes)


@cache
def _query(model: Any) -> Quick:
    """Plain columns, and made once: every request of every page begins with it."""
    table: Any = inspect(model).local_table
    names = ("name", "handle", "email", "organisation", "country", "roles", "ui_language", "time_zone")
    columns = [table.c[name] for name in (*names, "active", "version", "unread_count")]
    # Joined to a single row, so that the answer comes even where the copy of the member is not there yet.
    one_row = select(literal_column("1")).subquery()
    mine = table.c.account_id == bindparam("account_id")
    hit = revoked().label("hit")
    known = table.c.account_id.label("known")
    return Quick(select(hit, known, *columns).select_from(one_row.outerjoin(table, mine)))


def _viewer(
    claims: Claims, member: Any, *, via: Literal["cookie", "api_key"], scopes: frozenset[str]
) -> Viewer:
    if member is None:
        # Signed up a moment ago: the copy is on its way.
        return Viewer(
            id=claims.account_id,
            roles=claims.roles,
            language=claims.language,
            session_id=claims.session_id,
            via=via,
            scopes=scopes,
        )
    # The newer of the two knows the roles: the token may have been made before or after the copy.
    roles = claims.roles if claims.version > member.version else frozenset(member.roles)
    return Viewer(
        id=claims.account_id,
        name=member.name,
        handle=member.handle,
        email=member.email,
        organisation=member.organisation,
        country=member.country,
        roles=roles,
        language=member.ui_language,
        time_zone=member.time_zone,
        session_id=claims.session_id,
        unread_count=member.unread_count,
        via=via,
        scopes=scopes,
    )
