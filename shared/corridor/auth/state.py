"""What the library keeps for an app: how to check, whom to ask, whose copy to read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from corridor.auth.api_keys import KnownKeys
from corridor.auth.client import AccountClient, in_process, over_http
from corridor.auth.cookies import BrowserSession, CookieNames, cookie_names
from corridor.auth.flights import Flights
from corridor.auth.keys import PublicKeys
from corridor.auth.known_tokens import KnownTokens
from corridor.members.models import MemberMixin
from corridor.settings import Settings

EXTENSION = "corridor.auth"
# In the all-in-one process this extension holds the WSGI app of account_service.
TRANSPORT_EXTENSION = "account_transport"


@dataclass(kw_only=True)
class AuthState:
    """One per app, shared by all its threads."""

    settings: Settings
    member_model: type[MemberMixin]
    session: Callable[[], Session]
    names: CookieNames
    keys: PublicKeys
    known_keys: KnownKeys = field(default_factory=KnownKeys)
    known_tokens: KnownTokens = field(default_factory=KnownTokens)
    flights: Flights[BrowserSession | None] = field(default_factory=Flights)

    def client(self, app: Flask) -> AccountClient:
        """Asks in the process when account_service is mounted beside, else over the network."""
        wsgi: Any = app.extensions.get(TRANSPORT_EXTENSION)
        secret = self.settings.internal_secret
        if wsgi is not None:
            return AccountClient(in_process(wsgi, base_url=self.settings.base_url, secret=secret))
        return AccountClient(over_http(self.settings.account_url, secret=secret))


def make_state(
    settings: Settings, member_model: type[MemberMixin], session: Callable[[], Session]
) -> AuthState:
    """The state of an app."""
    return AuthState(
        settings=settings,
        member_model=member_model,
        session=session,
        names=cookie_names(settings.base_url),
        keys=PublicKeys(settings.jwks),
    )


def auth_state() -> AuthState:
    """The state of the current app."""
    state: AuthState = current_app.extensions[EXTENSION]
    return state
