"""Pages about the ranking: all matches of a need, and how the points come about."""

from flask import Blueprint, Response

from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import render, session
from matchmaking_service.matching import scoring
from matchmaking_service.matching.concepts import all_concepts
from matchmaking_service.matching.queries import current_model, rank_for
from matchmaking_service.needs.page import may_see_matches
from matchmaking_service.needs.queries import get_need

blueprint = Blueprint("matching", __name__, url_prefix="/match")

# A page with more rows helps nobody; the API gives them all.
MOST = 100


@blueprint.get("/needs/<int:number>/matches")
@access.member
def show(number: int) -> Response:
    """Every provider for a need, best first, those with a shut gate below with the reason."""
    need = get_need(session(), number, viewer=viewer())
    if not may_see_matches(viewer(), need):
        raise NotFound
    ranked = rank_for(session(), need)
    return render(
        "matching/show.html",
        need=need,
        fitting=[one for one in ranked if one.eligible][:MOST],
        others=[one for one in ranked if not one.eligible][:MOST],
        model=current_model(session()),
    )


@blueprint.get("/ranking")
@access.public
def explain() -> Response:
    """How the ranking works, with its weights and constants."""
    return render(
        "matching/explain.html",
        weights=scoring.WEIGHTS,
        facets=scoring.FACETS,
        model=current_model(session()),
        concepts=len(all_concepts()),
    )
