"""The signed token: who somebody is, for ten minutes, checkable by every service with a public key."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet, OKPKey
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry

from corridor import clock

ALGORITHM = "Ed25519"
TYPE = "at+jwt"
LIFETIME = timedelta(minutes=10)
LEEWAY_SECONDS = 30

FindKeys = Callable[[str], KeySet]


class TokenRefused(Exception):
    """The token is not one of ours, or not for us."""


class TokenExpired(TokenRefused):
    """The token was ours; its time is over."""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What a token says. `version` is the account's version when it was made."""

    account_id: UUID
    session_id: str
    issued_at: datetime
    roles: frozenset[str]
    version: int
    language: str = ""
    # Known of tokens that were checked, not of those to be made.
    expires_at: datetime | None = None


def issuer(base_url: str) -> str:
    """The name under which account_service signs."""
    return f"{base_url.rstrip('/')}/account"


def mint(key: OKPKey, claims: Claims, *, base_url: str, lifetime: timedelta = LIFETIME) -> str:
    """Sign a token; only account_service has the private key."""
    issued = claims.issued_at.timestamp()
    payload = {
        "iss": issuer(base_url),
        "aud": base_url,
        "sub": str(claims.account_id),
        "sid": claims.session_id,
        # With the fraction of the second, so that a revocation in the same second tells old from new.
        "iat": issued,
        "nbf": int(issued),
        "exp": int(issued + lifetime.total_seconds()),
        "jti": uuid4().hex,
        "roles": sorted(claims.roles),
        "lang": claims.language,
        "pv": claims.version,
    }
    header = {"typ": TYPE, "alg": ALGORITHM, "kid": key.kid}
    return jwt.encode(header, payload, key, algorithms=[ALGORITHM])


def verify(token: str, find_keys: FindKeys, *, base_url: str) -> Claims:
    """What the token says, once signature, type, issuer, audience and times hold.

    Keys come from `find_keys(kid)` alone: a jku, x5u or jwk header is never looked at.
    """
    try:
        decoded = jwt.decode(token, _keys_for(token, find_keys), algorithms=[ALGORITHM])
        if decoded.header.get("typ") != TYPE:
            raise TokenRefused("wrong type")
        _registry(base_url).validate(decoded.claims)
        return _claims(decoded.claims)
    except ExpiredTokenError as error:
        raise TokenExpired(str(error)) from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise TokenRefused(str(error)) from error


def _keys_for(token: str, find_keys: FindKeys) -> KeySet:
    kid = _header(token).get("kid")
    if not isinstance(kid, str):
        raise TokenRefused("no kid")
    return find_keys(kid)


def _header(token: str) -> dict[str, Any]:
    part = token.split(".", 1)[0]
    header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    if not isinstance(header, dict):
        raise TokenRefused("no header")
    return header


def _registry(base_url: str) -> JWTClaimsRegistry:
    needed = ("exp", "iat", "nbf", "sub", "sid", "jti", "pv")
    essential: dict[str, ClaimsOption] = {name: {"essential": True} for name in needed}
    return JWTClaimsRegistry(
        now=lambda: int(clock.now().timestamp()),
        leeway=LEEWAY_SECONDS,
        **essential,
        iss={"essential": True, "value": issuer(base_url)},
        aud={"essential": True, "value": base_url},
    )


def _claims(data: dict[str, Any]) -> Claims:
    return Claims(
        account_id=UUID(data["sub"]),
        session_id=str(data["sid"]),
        issued_at=datetime.fromtimestamp(data["iat"], UTC),
        roles=frozenset(str(role) for role in data["roles"]),
        version=int(data["pv"]),
        language=str(data.get("lang", "")),
        expires_at=datetime.fromtimestamp(data["exp"], UTC),
    )
