"""Pages of Parties: who covers whom."""

from flask import Blueprint, Response

from corridor.auth import access, viewer
from corridor.web import render, session
from corridor.web.i18n import current_language
from matchmaking_service.needs.queries import list_needs
from matchmaking_service.parties.queries import by_subregion, get_party, list_parties
from matchmaking_service.providers.queries import centres_of_party, coverage_of_parties

blueprint = Blueprint("parties", __name__, url_prefix="/match/parties")


@blueprint.get("")
@access.public
def index() -> Response:
    """All Parties by subregion, each with the number of centres that cover it."""
    groups = by_subregion(list_parties(session()), language=current_language().code)
    return render("parties/index.html", groups=groups, covered=coverage_of_parties(session()))


@blueprint.get("/<code>")
@access.public
def show(code: str) -> Response:
    """One Party: its centres and its needs."""
    party = get_party(session(), code)
    return render(
        "parties/show.html",
        party=party,
        centres=centres_of_party(session(), party.code),
        needs=list_needs(session(), viewer(), parties=[party.code]),
    )
