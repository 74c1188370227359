"""Read needs, as far as the viewer may see them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from corridor.auth import Viewer, roles
from corridor.errors import NotFound
from matchmaking_service.needs import rules
from matchmaking_service.needs.models import Need, NeedStep


def get_need(session: Session, number: int, *, viewer: Viewer, lock: bool = False) -> Need:
    """The need with its Party, author and history; NotFound when absent or not visible.

    `lock` holds the row until the commit, so that two steps never leave from the same state.
    """
    query = (
        select(Need)
        .where(Need.number == number)
        .options(
            joinedload(Need.party),
            joinedload(Need.author),
            selectinload(Need.history).joinedload(NeedStep.actor),
        )
    )
    if lock:
        query = query.with_for_update(of=Need).execution_options(populate_existing=True)
    need = session.scalars(query).one_or_none()
    if need is None or not rules.may_see(viewer, need.state, party=need.party_code):
        raise NotFound
    return need


def visible_needs(viewer: Viewer) -> Select[Need]:
    """All needs the viewer may see, with their Parties."""
    return select(Need).where(_visible(viewer)).options(joinedload(Need.party))


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    seen = [Need.state.in_(rules.PUBLIC), Need.party_code.in_(parties_of(viewer))]
    if rules.screens(viewer):
        seen.append(Need.state.in_(rules.SCREENED))
    return or_(*seen)


def parties_of(viewer: Viewer) -> list[str]:
    """The Parties the viewer speaks for."""
    held = viewer.scopes_of(roles.PARTY_REPRESENTATIVE) | viewer.scopes_of(roles.FOCAL_POINT)
    return sorted(held)


def needs_where(
    viewer: Viewer,
    *,
    states: Sequence[str] = (),
    parties: Sequence[str] = (),
    target: str = "",
    language: str = "",
    words: str = "",
) -> Select[Need]:
    """Visible needs narrowed by what is given."""
    conditions: list[ColumnElement[bool]] = [true()]
    if states:
        conditions.append(Need.state.in_(states))
    if parties:
        conditions.append(Need.party_code.in_(parties))
    if target:
        conditions.append(Need.targets.contains([target]))
    if language:
        conditions.append(Need.language == language)
    if words:
        conditions.append(Need.title.icontains(words, autoescape=True))
    return visible_needs(viewer).where(and_(*conditions))


def list_needs(session: Session, viewer: Viewer, *, limit: int = 20, **narrowed: Any) -> list[Need]:
    """The newest of the visible needs."""
    query = needs_where(viewer, **narrowed).order_by(Need.updated_at.desc(), Need.number.desc())
    return list(session.scalars(query.limit(limit)))
