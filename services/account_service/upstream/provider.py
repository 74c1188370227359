"""The upstream provider: where to send people, and what it says of those who come back."""

import threading
import time
from dataclasses import dataclass
from typing import Any

import requests
from flask_babel import lazy_gettext as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from account_service import urls
from account_service.settings import AccountSettings
from corridor import clock
from corridor.errors import Forbidden, Unavailable

SCOPE = "openid email profile"
# Never "none", never a shared secret: only what the provider alone can have signed.
ALGORITHMS = ["RS256", "PS256", "ES256", "Ed25519"]
TIMEOUT_SECONDS = 5
KEEP_SECONDS = 600


class UpstreamRefused(Forbidden):
    """The provider's answer is not one we can trust."""

    code = "upstream_refused"


class UpstreamUnreachable(Unavailable):
    """The provider does not answer."""

    code = "upstream_unreachable"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who somebody is at the provider."""

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""


class Provider:
    """One provider as configured; keeps its published description for ten minutes."""

    def __init__(self, settings: AccountSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Any]] = {}

    def way_there(self, *, state: str, nonce: str, verifier: str) -> str:
        """The address to send the browser to."""
        url, _state = self._client().create_authorization_url(
            self.metadata()["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
        return str(url)

    def person_behind(self, code: str, *, verifier: str, nonce: str) -> Person:
        """Trade the code for an ID token, check it, and read who it is about."""
        from authlib.common.errors import AuthlibBaseError

        try:
            answer = self._client().fetch_token(
                self.metadata()["token_endpoint"],
                code=code,
                code_verifier=verifier,
                grant_type="authorization_code",
                timeout=TIMEOUT_SECONDS,
            )
            claims = self._check(answer["id_token"], nonce=nonce)
            return _person({**self._userinfo(answer, claims), **claims})
        except requests.RequestException as error:
            raise _unreachable() from error
        except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            raise _refused() from error

    def metadata(self) -> dict[str, Any]:
        """What the provider publishes of itself; it must call itself by the configured name."""
        url = self._settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration"
        found: dict[str, Any] = self._fetch(url)
        if found.get("issuer") != self._settings.oidc_issuer:
            raise _refused()
        return found

    def _client(self) -> Any:
        # A hundred modules, needed only when somebody comes by an upstream provider.
        from authlib.integrations.requests_client import OAuth2Session

        return OAuth2Session(
            self._settings.oidc_client_id,
            self._settings.oidc_client_secret or None,
            scope=SCOPE,
            redirect_uri=urls.absolute(self._settings, urls.UPSTREAM_CALLBACK),
            code_challenge_method="S256",
        )

    def _check(self, id_token: str, *, nonce: str) -> dict[str, Any]:
        keys = KeySet.import_key_set(self._fetch(self.metadata()["jwks_uri"]))
        claims = jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims
        JWTClaimsRegistry(
            now=lambda: int(clock.now().timestamp()),
            leeway=30,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": self._settings.oidc_client_id},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
        if claims.get("azp", self._settings.oidc_client_id) != self._settings.oidc_client_id:
            raise ValueError("issued to another client")
        return claims

    def _userinfo(self, answer: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """Asked only when the token leaves out the address; must be about the same person."""
        url = self.metadata().get("userinfo_endpoint")
        if "email" in claims or not url:
            return {}
        said = requests.get(
            url, headers={"Authorization": f"Bearer {answer['access_token']}"}, timeout=TIMEOUT_SECONDS
        )
        said.raise_for_status()
        found: dict[str, Any] = said.json()
        if found.get("sub") != claims["sub"]:
            raise ValueError("about somebody else")
        return found

    def _fetch(self, url: str) -> Any:
        with self._lock:
            until, value = self._known.get(url, (0.0, None))
        if until > time.monotonic():
            return value
        try:
            answer = requests.get(url, timeout=TIMEOUT_SECONDS, allow_redirects=False)
            answer.raise_for_status()
            value = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise _unreachable() from error
        with self._lock:
            self._known[url] = (time.monotonic() + KEEP_SECONDS, value)
        return value


def _person(claims: dict[str, Any]) -> Person:
    return Person(
        issuer=claims["iss"],
        subject=str(claims["sub"]),
        email=str(claims.get("email") or ""),
        email_verified=claims.get("email_verified") is True,
        name=str(claims.get("name") or ""),
    )


def _refused() -> UpstreamRefused:
    return UpstreamRefused(_("The answer of the other site could not be trusted. Please begin again."))


def _unreachable() -> UpstreamUnreachable:
    return UpstreamUnreachable(
        _("The other site does not answer just now. Sign in with your address, or try again later.")
    )
