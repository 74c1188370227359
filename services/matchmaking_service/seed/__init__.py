"""The demo world of matchmaking: 18 centres and other providers, 30 needs, offers, cases.

The data are in the TOML files beside this one; ids are the same on every machine, days count back from now.
"""

from typing import Any

from sqlalchemy.orm import Session

from corridor import clock
from corridor.members import upsert_demo_members
from corridor.service import Progress, Scale
from matchmaking_service.dates.actions import tell_everything
from matchmaking_service.matching.actions import fit_ranking, store_outdated
from matchmaking_service.members.models import Member
from matchmaking_service.seed.needs import add_needs
from matchmaking_service.seed.providers import add_providers, is_seeded


def seed(session: Session, settings: Any, *, scale: Scale, progress: Progress) -> None:  # noqa: ARG001
    """Load the demo world once; a second run changes nothing. Matchmaking has one size."""
    upsert_demo_members(session, Member)
    if is_seeded(session):
        return
    origin = settings.base_url
    add_providers(session, origin=origin, progress=progress)
    add_needs(session, origin=origin, progress=progress)
    session.flush()
    fit_ranking(session)
    store_outdated(session, limit=1000)
    tell_everything(session, now=clock.now(), origin=origin)
