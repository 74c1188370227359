"""A small OpenID Connect provider, the "CBD account" of the tests; run as a process of its own:

    python -m tests.support.oidc_provider PORT

/authorize shows a form in which anybody says who they are. The field `trouble` makes it misbehave: "nonce",
"issuer", "audience", "key", "expired", "answer_issuer", "denied".
"""
# ruff: noqa: ARG002  Authlib names the arguments of its hooks.

import os
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from flask import Flask, Response, jsonify, redirect, request
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "corridor", "secret of the client"
KEY = RSAKey.generate_key(2048, {"alg": "RS256", "use": "sig"}, auto_kid=True)
# Under the name of the real one.
FALSE_KEY = RSAKey.generate_key(2048, {"alg": "RS256", "use": "sig", "kid": KEY.kid})

FORM = """<!doctype html><html lang="en"><title>CBD account</title><h1>CBD account</h1>
<form method="post">
<label>Subject <input name="sub" value="person-1"></label>
<label>Name <input name="name" value="Zoe Nunez"></label>
<label>E-mail <input name="email" value="zoe@example.org"></label>
<input type="hidden" name="verified" value="yes">
<button>Sign in</button></form>"""


@dataclass
class Client(ClientMixin):
    """Our one client; it is known by the first redirect address it comes with."""

    client_id: str = CLIENT_ID

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/account/upstream/callback")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Person:
    """Who signed in at the form."""

    sub: str
    name: str = ""
    email: str = ""
    verified: bool = False
    trouble: str = ""

    @property
    def id(self) -> str:
        return self.sub

    def get_user_id(self) -> str:
        return self.sub


@dataclass
class Code:
    """A code on its way."""

    code: str
    user: Person
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    auth_time: int = field(default_factory=lambda: int(time.time()))

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return "of another" if self.user.trouble == "nonce" else self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


CODES: dict[str, Code] = {}


class CodeGrant(grants.AuthorizationCodeGrant):
    """Codes in memory, each used once."""

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        CODES[code] = Code(
            code=code,
            user=request.user,
            redirect_uri=asked["redirect_uri"],
            scope=asked["scope"],
            nonce=asked["nonce"],
            code_challenge=asked["code_challenge"],
            code_challenge_method=asked["code_challenge_method"],
        )

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return CODES.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        del CODES[authorization_code.code]

    def authenticate_user(self, authorization_code: Code) -> Person:
        return authorization_code.user


class S256Only(CodeChallenge):
    """A real challenge from everybody; Authlib itself would let a confidential client go without."""

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        if grant.request.payload.data.get("code_challenge_method") != "S256":
            from authlib.oauth2.rfc6749 import InvalidRequestError

            raise InvalidRequestError("S256 is needed")
        super().validate_code_challenge(grant, redirect_uri)


class IdToken(OpenIDCode):
    """The ID token, false where the person asked for trouble."""

    def __init__(self, issuer: str) -> None:
        super().__init__(require_nonce=True)
        self.issuer = issuer

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return any(code.nonce == nonce for code in CODES.values())

    def get_client_algorithm(self, client: Client) -> str:
        return "RS256"

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return KEY

    def encode_id_token(self, token: Any, request: Any) -> str:
        from joserfc import jwt

        trouble = request.user.trouble
        claims = self.get_client_claims(request.client) | {"iat": int(time.time())}
        claims |= {"nonce": request.authorization_code.get_nonce(), "sub": request.user.sub}
        claims |= self.generate_user_info(request.user, token["scope"])
        if trouble == "issuer":
            claims["iss"] = "http://evil.example"
        if trouble == "audience":
            claims["aud"] = ["another client"]
        if trouble == "expired":
            claims["exp"] = int(time.time()) - 3600
        key = FALSE_KEY if trouble == "key" else KEY
        return jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, key, ["RS256"])

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self.issuer, "aud": [client.client_id], "exp": int(time.time()) + 600}

    def generate_user_info(self, user: Person, scope: str) -> UserInfo:
        return UserInfo(sub=user.sub, name=user.name, email=user.email, email_verified=user.verified)


def make_app(issuer: str) -> Flask:
    """The provider under this name."""
    app = Flask("provider")
    server = AuthorizationServer(app, lambda client_id: Client() if client_id == CLIENT_ID else None, _forget)
    server.register_grant(CodeGrant, [S256Only(required=True), IdToken(issuer)])

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        return jsonify(
            issuer=issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            jwks_uri=f"{issuer}/jwks",
            authorization_response_iss_parameter_supported=True,
        )

    @app.get("/jwks")
    def jwks() -> Response:
        return jsonify(KeySet([KEY]).as_dict(private=False))

    @app.get("/authorize")
    def ask() -> str:
        return FORM

    @app.post("/authorize")
    def authorize() -> Any:
        person = _person()
        if person.trouble == "denied":
            asked = request.args
            said = f"error=access_denied&state={asked['state']}&iss={issuer}"
            return redirect(f"{asked['redirect_uri']}?{said}")
        try:
            grant = server.get_consent_grant(end_user=person)
        except OAuth2Error as error:
            return jsonify(dict(error.get_body())), 400
        answer = server.create_authorization_response(grant_user=person, grant=grant)
        said = "http://evil.example" if person.trouble == "answer_issuer" else issuer
        return redirect(f"{answer.headers['Location']}&iss={said}")

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


def _person() -> Person:
    typed = request.form
    return Person(
        sub=typed["sub"],
        name=typed.get("name", ""),
        email=typed.get("email", ""),
        verified=typed.get("verified") == "yes",
        trouble=typed.get("trouble", ""),
    )


def _forget(token: Any, request: Any) -> None:
    """Access tokens open nothing here."""


if __name__ == "__main__":
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    port = int(sys.argv[1])
    make_server("127.0.0.1", port, make_app(f"http://127.0.0.1:{port}"), threaded=True).serve_forever()
