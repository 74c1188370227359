"""Needs for programs: what everybody may read."""

from typing import Any

from flask_smorest import Blueprint

from corridor.auth import access
from corridor.auth.viewer import ANONYMOUS
from corridor.web import keyset, session
from corridor.web.frame import frame
from matchmaking_service.needs.models import Need
from matchmaking_service.needs.queries import get_need, needs_where
from matchmaking_service.needs.schemas import NeedListQuery, NeedPageSchema, NeedSchema
from matchmaking_service.urls import absolute, need_url

blueprint = Blueprint("needs_api", __name__, url_prefix="/match/api/v1", description="What Parties need")


@blueprint.route("/needs", methods=["GET"])
@access.public
@blueprint.arguments(NeedListQuery, location="query")
@blueprint.response(200, NeedPageSchema)
def list_needs(asked: dict[str, Any]) -> dict[str, Any]:
    """Published needs, the newest first."""
    query = needs_where(
        ANONYMOUS,
        states=[asked["state"]] if asked["state"] else (),
        parties=[asked["party"]] if asked["party"] else (),
        target=asked["target"],
        language=asked["language"],
        words=asked["q"],
    )
    page = keyset(query, session(), order=[Need.number.desc()], after=asked["after"], size=asked["limit"])
    return {"items": [_linked(need) for need in page.items], "next": page.next_cursor}


@blueprint.route("/needs/<int:number>", methods=["GET"])
@access.public
@blueprint.response(200, NeedSchema)
def read_need(number: int) -> Need:
    """One published need."""
    return _linked(get_need(session(), number, viewer=ANONYMOUS))


def _linked(need: Need) -> Need:
    # Not a column: only what the schema reads beside the row.
    need.url = absolute(need_url(need.number), origin=frame().settings.base_url)  # type: ignore[attr-defined]
    return need
