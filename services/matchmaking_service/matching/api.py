"""Matches for programs."""

from collections.abc import Sequence
from typing import Any

from flask_smorest import Blueprint

from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import session
from corridor.web.frame import frame
from corridor.web.i18n import current_language
from matchmaking_service import limits
from matchmaking_service.matching.gates import GATES
from matchmaking_service.matching.queries import current_model, rank_wish, wish_of
from matchmaking_service.matching.ranking import EXPLAINED, Ranked
from matchmaking_service.matching.reasons import GATE_REASONS, reasons
from matchmaking_service.matching.schemas import PreviewSchema, RankingSchema
from matchmaking_service.matching.scoring import WEIGHTS
from matchmaking_service.matching.wish import Wish
from matchmaking_service.needs.page import may_see_matches
from matchmaking_service.needs.queries import get_need
from matchmaking_service.parties.queries import get_party
from matchmaking_service.urls import absolute, provider_url

blueprint = Blueprint("matching_api", __name__, url_prefix="/match/api/v1", description="Who fits what")


@blueprint.route("/matches/preview", methods=["POST"])
@access.api("match:read")
@limits.previews
@blueprint.arguments(PreviewSchema)
@blueprint.response(200, RankingSchema)
def preview_matches(asked: dict[str, Any]) -> dict[str, Any]:
    """Rank every provider for a need without registering it."""
    limit = asked.pop("limit")
    return _ranking(_wish(asked), limit=limit)


def _wish(asked: dict[str, Any]) -> Wish:
    sets = {name: frozenset(asked[name]) for name in ("languages", "targets", "assistance", "ecosystems")}
    if not asked["party"]:
        return Wish(**(asked | sets))
    party = get_party(session(), asked["party"])
    facts = {"subregion": party.subregion, "ldc": party.ldc, "sids": party.sids, "lldc": party.lldc}
    return Wish(**(asked | sets | facts))


@blueprint.route("/needs/<int:number>/matches", methods=["GET"])
@access.api("match:read")
@blueprint.response(200, RankingSchema)
def matches_of_need(number: int) -> dict[str, Any]:
    """Every provider for a need, best first, with all parts of the score."""
    need = get_need(session(), number, viewer=viewer())
    if not may_see_matches(viewer(), need):
        raise NotFound
    return _ranking(wish_of(need), limit=None)


def _ranking(wish: Wish, *, limit: int | None) -> dict[str, Any]:
    model = current_model(session())
    ranked = rank_wish(session(), wish)
    return {
        "model_version": model.version,
        "constants": model.constants,
        "weights": WEIGHTS,
        "language": wish.written,
        "concepts": sorted(wish.concepts()),
        "matches": _as_json(ranked[:limit]),
    }


def _as_json(ranked: Sequence[Ranked]) -> list[dict[str, Any]]:
    language, origin = current_language().code, frame().settings.base_url
    return [
        {
            "rank": place + 1,
            "provider_id": one.entry.id,
            "slug": one.entry.slug,
            "name": one.entry.name,
            "kind": one.entry.kind,
            "url": absolute(provider_url(one.entry.slug), origin=origin),
            "text_score": one.text_score,
            "concepts_score": one.concepts_score,
            "text_z": one.text_z,
            "concepts_z": one.concepts_z,
            "parts": one.parts,
            "total": one.total,
            "eligible": one.eligible,
            "gates": _gates(one),
            "weak_text": one.weak_text,
            "reasons": reasons(one, language=language) if place < EXPLAINED else [],
        }
        for place, one in enumerate(ranked)
    ]


def _gates(one: Ranked) -> list[dict[str, Any]]:
    return [
        {
            "gate": gate,
            "open": gate not in one.failed_gates,
            "reason": str(GATE_REASONS[gate]) if gate in one.failed_gates else "",
        }
        for gate in GATES
    ]
