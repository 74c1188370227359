"""From a checked token to a viewer: one query, on this service's own copy of the members."""

from typing import Literal

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from corridor.auth.revocations import is_revoked
from corridor.auth.tokens import Claims
from corridor.auth.viewer import Viewer
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
    revoked = is_revoked(claims)
    # Joined to a single row, so that the answer comes even where the copy of the member is not there yet.
    one_row = select(literal(1)).subquery()
    mine = model.account_id == claims.account_id
    hit, member = session.execute(select(revoked, model).select_from(one_row).outerjoin(model, mine)).one()
    if hit or (member is not None and not member.active):
        return None
    return _viewer(claims, member, via=via, scopes=scopes)


def _viewer(
    claims: Claims, member: MemberMixin | None, *, via: Literal["cookie", "api_key"], scopes: frozenset[str]
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
        id=member.account_id,
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
