"""The web application of matchmaking."""

from flask import Flask

from corridor.settings import Settings
from corridor.web import create_app as create_corridor_app
from matchmaking_service.cases import views as cases
from matchmaking_service.desk import views as desk
from matchmaking_service.matching import api as matching_api
from matchmaking_service.matching import views as matching
from matchmaking_service.members.models import Member
from matchmaking_service.needs import api as needs_api
from matchmaking_service.needs import views as needs
from matchmaking_service.offers import views as offers
from matchmaking_service.parties import views as parties
from matchmaking_service.providers import api as providers_api
from matchmaking_service.providers import views as providers
from matchmaking_service.templating import install as install_templating


def create_app(settings: Settings) -> Flask:
    """Pages under /match, JSON under /match/api/v1."""
    app = create_corridor_app(
        settings,
        package="matchmaking_service",
        member_model=Member,
        blueprints=[
            desk.blueprint,
            needs.blueprint,
            matching.blueprint,
            providers.blueprint,
            offers.blueprint,
            cases.blueprint,
            parties.blueprint,
        ],
        api_blueprints=[providers_api.blueprint, needs_api.blueprint, matching_api.blueprint],
    )
    install_templating(app)
    return app
