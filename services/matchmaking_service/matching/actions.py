"""Store scores with all their parts, and fit the constants anew."""

from statistics import fmean, pstdev
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, joinedload

from corridor import clock
from matchmaking_service.matching.models import Match, MatchModel
from matchmaking_service.matching.queries import current_corpus as _corpus
from matchmaking_service.matching.queries import (
    current_model,
    providers_fingerprint,
    rank_for,
    wish_of,
)
from matchmaking_service.matching.ranking import Ranked, best_of, rank
from matchmaking_service.matching.scoring import Constants
from matchmaking_service.needs.models import Need
from matchmaking_service.needs.rules import PUBLIC

# Below this many pairs a spread means little.
FEWEST_PAIRS: Final = 100
_CHUNK: Final = 500
# Of a need that is under way the scores stay as they were when it was matched.
_OPEN: Final = "published"


def store_matches(session: Session, need: Need) -> int:
    """Write the score of every provider for a need under the newest model; returns how many."""
    model = current_model(session)
    ranked = rank_for(session, need)
    # A provider that is no longer listed has no score under this model.
    session.execute(delete(Match).where(Match.need_id == need.id, Match.model_version == model.version))
    rows = [_row(need, one, model) for one in ranked]
    for start in range(0, len(rows), _CHUNK):
        session.execute(insert(Match), rows[start : start + _CHUNK])
    need.matched_for = _state(session, need, model)
    return len(rows)


def _row(need: Need, one: Ranked, model: MatchModel) -> dict[str, Any]:
    return {
        "need_id": need.id,
        "provider_id": one.entry.id,
        "model_version": model.version,
        "need_revision": need.revision,
        "provider_revision": one.entry.revision,
        "text_score": one.text_score,
        "concepts_score": one.concepts_score,
        "parts": one.parts,
        "total": one.total,
        "eligible": one.eligible,
        "failed_gates": one.failed_gates,
        "weak_text": one.weak_text,
        "facts": one.facts,
        "computed_at": clock.now(),
    }


def _state(session: Session, need: Need, model: MatchModel) -> str:
    return f"{need.revision}/{providers_fingerprint(session)}/{model.version}"


def store_outdated(session: Session, *, limit: int = 5) -> int:
    """Store anew the matches of open needs that changed, or whose providers or model did."""
    model = current_model(session)
    query = select(Need).where(Need.state == _OPEN).options(joinedload(Need.party)).order_by(Need.number)
    # Two workers may do the same work, but never wait for each other.
    query = query.with_for_update(of=Need, skip_locked=True)
    outdated = [need for need in session.scalars(query) if need.matched_for != _state(session, need, model)]
    for need in outdated[:limit]:
        store_matches(session, need)
    return len(outdated)


def best_providers(session: Session, need: Need, *, count: int) -> list[str]:
    """The slugs of the providers that fit a need best."""
    return [one.entry.slug for one in best_of(rank_for(session, need), count)]


def fit_ranking(session: Session) -> MatchModel | None:
    """A new version of the ranking with constants over all public needs and all providers.

    None when there are too few pairs to say anything.
    """
    query = select(Need).where(Need.state.in_(PUBLIC)).options(joinedload(Need.party))
    corpus = _corpus(session)
    pairs = [
        (one.text_score, one.concepts_score, one.weak_text)
        for need in session.scalars(query)
        for one in rank(wish_of(need), corpus, Constants())
    ]
    if len(pairs) < FEWEST_PAIRS:
        return None
    version = current_model(session).version + 1
    constants = _constants(pairs)
    model = MatchModel(version=version, constants=constants, pairs=len(pairs), fitted_at=clock.now())
    session.add(model)
    session.flush()
    return model


def _constants(pairs: list[tuple[float, float, bool]]) -> dict[str, float]:
    # Pairs without a common language have no text to measure.
    texts = [text for text, _, weak in pairs if not weak] or [0.0]
    concepts = [concept for _, concept, _ in pairs]
    return {
        "text_mean": round(fmean(texts), 6),
        "text_spread": round(max(pstdev(texts), 1e-4), 6),
        "concepts_mean": round(fmean(concepts), 6),
        "concepts_spread": round(max(pstdev(concepts), 1e-4), 6),
    }
