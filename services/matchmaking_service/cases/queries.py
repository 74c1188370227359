"""Read cases, as far as the viewer may see them."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from corridor.auth import Viewer, roles
from corridor.errors import NotFound
from matchmaking_service.cases import rules
from matchmaking_service.cases.models import Case, Evaluation, Note, Participant
from matchmaking_service.needs.models import Need
from matchmaking_service.needs.queries import parties_of
from matchmaking_service.needs.rules import screens
from matchmaking_service.providers.models import Provider


def get_case(session: Session, number: int, *, viewer: Viewer, lock: bool = False) -> Case:
    """The case with everything in it; NotFound when absent or not visible."""
    query = _whole().where(Case.number == number)
    if lock:
        query = query.with_for_update(of=Case).execution_options(populate_existing=True)
    case = session.scalars(query).one_or_none()
    if case is None or not rules.may_see(viewer, provider=case.provider.slug, party=case.need.party_code):
        raise NotFound
    return case


def _whole() -> Select[Case]:
    return select(Case).options(
        joinedload(Case.need).joinedload(Need.party),
        joinedload(Case.need).joinedload(Need.author),
        joinedload(Case.offer),
        joinedload(Case.provider),
        selectinload(Case.participants).joinedload(Participant.member),
        selectinload(Case.milestones),
        selectinload(Case.notes).joinedload(Note.author),
        selectinload(Case.evaluations).joinedload(Evaluation.author),
    )


def find_case(session: Session, case_id: UUID) -> Case | None:
    """The case with this id, for the house's own use."""
    return session.get(Case, case_id)


def case_of_need(session: Session, need: Need) -> Case | None:
    """The case a need led to."""
    query = (
        select(Case)
        .where(Case.need_id == need.id)
        .options(joinedload(Case.provider), selectinload(Case.evaluations))
    )
    return session.scalars(query).one_or_none()


def cases_where(viewer: Viewer) -> Select[Case]:
    """The cases of the viewer's Parties and centres; all of them for who looks after the whole."""
    return (
        select(Case)
        .join(Case.need)
        .join(Case.provider)
        .where(_visible(viewer))
        .options(
            joinedload(Case.need).joinedload(Need.party),
            joinedload(Case.provider),
            selectinload(Case.milestones),
        )
    )


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    if screens(viewer):
        return true()
    centres = sorted(viewer.scopes_of(roles.CENTRE_STAFF))
    return or_(Need.party_code.in_(parties_of(viewer)), Provider.slug.in_(centres))


def list_cases(session: Session, viewer: Viewer, *, limit: int = 20) -> list[Case]:
    """The newest cases the viewer takes part in or looks after."""
    query = cases_where(viewer).order_by(Case.number.desc()).limit(limit)
    return list(session.scalars(query))


def closed_cases_of(session: Session, provider: Provider) -> list[Case]:
    """What a provider has brought to its end, with the evaluations, for everybody to see."""
    query = (
        select(Case)
        .where(Case.provider_id == provider.id, Case.state == "closed")
        .options(joinedload(Case.need).joinedload(Need.party), selectinload(Case.evaluations))
        .order_by(Case.closed_at.desc())
    )
    return list(session.scalars(query))
