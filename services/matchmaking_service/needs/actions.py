"""Write needs and move them on. Nothing here commits."""

from typing import Any

from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Forbidden, Invalid
from corridor.events import matchmaking as events
from matchmaking_service.announcing import announce
from matchmaking_service.dates.actions import tell_need, tell_offer
from matchmaking_service.matching.actions import best_providers, store_matches
from matchmaking_service.members import queries as members
from matchmaking_service.members.actions import know
from matchmaking_service.members.models import Member
from matchmaking_service.members.queries import recipients
from matchmaking_service.needs import rules
from matchmaking_service.needs.models import Need, NeedStep
from matchmaking_service.offers.passing import pass_over
from matchmaking_service.parties.queries import get_party

# To how many centres a published need is brought by itself.
CENTRES_TOLD = 5


def draft_need(session: Session, viewer: Viewer, *, party: str, **fields: Any) -> Need:
    """Begin a need of a Party the viewer speaks for."""
    if not rules.speaks_for(viewer, party):
        raise Forbidden
    know(session, viewer)
    need = Need(party=get_party(session, party), author_id=viewer.id, state="draft", **fields)
    session.add(need)
    session.flush()
    session.refresh(need, ["author"])
    _note(session, need, action="draft", before="draft", viewer=viewer)
    return need


def edit_need(need: Need, viewer: Viewer, **fields: Any) -> None:
    """Change a need that is still, or again, with its Party."""
    rules.demand_editable(viewer, need.state, party=need.party_code)
    for name, value in fields.items():
        setattr(need, name, value)
    need.revision += 1
    need.updated_at = clock.now()


def submit_need(session: Session, need: Need, viewer: Viewer, *, origin: str) -> None:
    """Hand the need to the Party's focal points."""
    missing = rules.missing_for_submission(
        title=need.title,
        statement=need.statement,
        targets=need.targets,
        assistance=need.assistance,
        languages=need.languages,
    )
    _demand(viewer, need, "submit")
    if missing:
        raise Invalid(errors=missing)
    move(session, need, "submit", viewer)
    need.submitted_at = clock.now()
    told = recipients(members.focal_points(session, need.party_code), without=viewer.id)
    announce(session, events.NeedSubmitted, need, actor=viewer, recipients=told, origin=origin)


def endorse_need(session: Session, need: Need, viewer: Viewer, *, origin: str) -> None:
    """The focal point stands behind the need; it goes to screening."""
    _demand(viewer, need, "endorse")
    move(session, need, "endorse", viewer)
    told = recipients(
        members.secretariat(session), members.coordination(session), _author(need), without=viewer.id
    )
    announce(session, events.NeedEndorsed, need, actor=viewer, recipients=told, origin=origin)


def return_need(session: Session, need: Need, viewer: Viewer, *, reason: str, origin: str) -> None:
    """The focal point gives it back to be mended."""
    _demand(viewer, need, "return")
    move(session, need, "return", viewer, reason=reason)
    told = recipients(_author(need), members.representatives(session, need.party_code), without=viewer.id)
    announce(
        session,
        events.NeedReturned,
        need,
        actor=viewer,
        recipients=told,
        origin=origin,
        excerpt=reason,
        reason=reason,
    )


def publish_need(session: Session, need: Need, viewer: Viewer, *, origin: str) -> None:
    """Screened and eligible: open for offers, and brought to the centres it fits best."""
    _demand(viewer, need, "publish")
    move(session, need, "publish", viewer)
    need.published_at = clock.now()
    store_matches(session, need)
    fitting = best_providers(session, need, count=CENTRES_TOLD)
    told = recipients(
        _party(session, need),
        members.staff_of(session, fitting),
        members.coordination(session),
        without=viewer.id,
    )
    announce(session, events.NeedPublished, need, actor=viewer, recipients=told, origin=origin)
    tell_need(session, need, origin=origin)


def decline_need(session: Session, need: Need, viewer: Viewer, *, reason: str, origin: str) -> None:
    """Screened and not eligible."""
    _demand(viewer, need, "decline")
    move(session, need, "decline", viewer, reason=reason)
    told = recipients(_party(session, need), without=viewer.id)
    announce(
        session,
        events.NeedDeclined,
        need,
        actor=viewer,
        recipients=told,
        origin=origin,
        excerpt=reason,
        reason=reason,
    )


def withdraw_need(session: Session, need: Need, viewer: Viewer, *, reason: str, origin: str) -> None:
    """The Party takes it back; open offers on it end."""
    _demand(viewer, need, "withdraw")
    was_draft = need.state == "draft"
    move(session, need, "withdraw", viewer, reason=reason)
    left = pass_over(session, need, reason=reason)
    if was_draft:
        return
    told = recipients(
        _party(session, need),
        members.staff_of(session, [offer.provider.slug for offer in left]),
        members.coordination(session),
        without=viewer.id,
    )
    announce(session, events.NeedWithdrawn, need, actor=viewer, recipients=told, origin=origin)
    tell_need(session, need, origin=origin)
    for offer in left:
        tell_offer(session, offer, origin=origin)


def move(session: Session, need: Need, action: str, viewer: Viewer | None, *, reason: str = "") -> None:
    """Take one step of the state machine and write it into the history."""
    before = need.state
    need.state = rules.next_state(before, action, reason=reason)
    need.updated_at = clock.now()
    _note(session, need, action=action, before=before, viewer=viewer, reason=reason)


def _note(
    session: Session, need: Need, *, action: str, before: str, viewer: Viewer | None, reason: str = ""
) -> None:
    if viewer:
        know(session, viewer)
    step = NeedStep(
        action=action,
        state_before=before,
        state_after=need.state,
        actor_id=viewer.id if viewer else None,
        reason=reason.strip(),
        happened_at=clock.now(),
    )
    need.history.append(step)
    session.flush()


def _demand(viewer: Viewer, need: Need, action: str) -> None:
    rules.demand(viewer, action, party=need.party_code)


def _author(need: Need) -> list[tuple[Member, str]]:
    return [(need.author, "author")]


def _party(session: Session, need: Need) -> list[tuple[Member, str]]:
    return [*_author(need), *members.people_of_party(session, need.party_code)]
