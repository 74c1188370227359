"""The application: a list of what it is made of."""

from urllib.parse import urlsplit

from flask import Flask

from account_service import jwks, start
from account_service.accounts.models import Account
from account_service.api_keys import api as api_keys_api
from account_service.api_keys import views as api_keys
from account_service.audit import views as audit
from account_service.bulk import views as bulk
from account_service.connect import views as connect
from account_service.directory import views as directory
from account_service.farewells import views as farewells
from account_service.groups import desk as group_desk
from account_service.groups import views as groups
from account_service.invitations import views as invitations
from account_service.my_data import views as my_data
from account_service.profile import views as profile
from account_service.programs import api as programs_api
from account_service.recovery import views as recovery
from account_service.roles import views as roles
from account_service.sessions import api as sessions_api
from account_service.sessions import views as sessions
from account_service.settings import AccountSettings
from account_service.sign_in import again
from account_service.sign_in import views as sign_in
from account_service.sign_up import views as sign_up
from account_service.upstream import views as upstream
from account_service.upstream.provider import Provider
from account_service.user_keys import views as user_keys
from corridor import web
from corridor.auth.state import TRANSPORT_EXTENSION

PARTS = (
    start,
    sign_up,
    sign_in,
    again,
    upstream,
    recovery,
    profile,
    sessions,
    roles,
    invitations,
    bulk,
    directory,
    groups,
    group_desk,
    farewells,
    my_data,
    api_keys,
    audit,
    sessions_api,
    api_keys_api,
    programs_api,
    user_keys,
    connect,
    jwks,
)


def create_app(settings: AccountSettings) -> Flask:
    """The WSGI application of account_service."""
    app = web.create_app(
        settings,
        package="account_service",
        blueprints=[part.blueprint for part in PARTS],
        member_model=Account,
    )
    # It asks itself in its own process, by the way all others ask.
    app.extensions[TRANSPORT_EXTENSION] = app.wsgi_app
    if settings.has_upstream:
        app.extensions[upstream.EXTENSION] = Provider(settings)
        app.config["FORM_ACTION"] = (_origin(settings.oidc_issuer),)
    if settings.has_connect:
        app.config["FORM_ACTION"] = (*app.config["FORM_ACTION"], _origin(settings.connect_url))
    return app


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
