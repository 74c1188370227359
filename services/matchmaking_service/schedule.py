"""What the worker does by the clock."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from corridor.service import Job
from matchmaking_service.dates.actions import tell_everything
from matchmaking_service.matching.actions import fit_ranking, store_outdated
from matchmaking_service.matching.queries import current_model
from matchmaking_service.parties.actions import load_parties

REFIT_AFTER = timedelta(days=30)
AT_ONCE = 5


def store_matches(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Bring the stored scores of open needs up to date, a few at a time."""
    with transaction(sessions) as session:
        return store_outdated(session, limit=AT_ONCE) > AT_ONCE


def refit_ranking(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """A new model once the last one is a month old."""
    with transaction(sessions) as session:
        if clock.now() - current_model(session).fitted_at > REFIT_AFTER:
            fit_ranking(session)
    return False


def refresh_parties(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Bring the Parties to the state of the data file that came with this release."""
    with transaction(sessions) as session:
        load_parties(session)
    return False


def tell_dates(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Let calendars know of dates that nobody told of: those of an older release, those that fell away."""
    with transaction(sessions) as session:
        tell_everything(session, now=clock.now(), origin=settings.base_url)
    return False


SCHEDULE = (
    Job(name="store-matches", run=store_matches, every=timedelta(minutes=1)),
    Job(name="tell-dates", run=tell_dates, every=timedelta(minutes=5)),
    Job(name="refit-ranking", run=refit_ranking, every=timedelta(days=1)),
    Job(name="refresh-parties", run=refresh_parties, every=timedelta(days=1)),
)
