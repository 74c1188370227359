"""Tokens: ours are believed, all others are not."""

import base64
import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, OKPKey

from corridor import clock
from corridor.auth.tokens import Claims, TokenExpired, TokenRefused, issuer, mint, verify

BASE = "https://corridor.example"
KEY = OKPKey.generate_key("Ed25519", {"alg": "Ed25519"}, auto_kid=True)
STRANGER = OKPKey.generate_key("Ed25519", {"alg": "Ed25519", "kid": KEY.kid})


def find(kid):
    if kid != KEY.kid:
        raise TokenRefused("unknown key")
    return KeySet([OKPKey.import_key(KEY.as_dict(private=False))])


def claims(**changes):
    known = {
        "account_id": uuid4(),
        "session_id": "s1",
        "issued_at": clock.now(),
        "roles": frozenset({"focal_point:KE"}),
        "version": 3,
        "language": "fr",
    }
    return Claims(**{**known, **changes})


def payload(**changes):
    now = int(clock.now().timestamp())
    known = {"iss": issuer(BASE), "aud": BASE, "sub": str(uuid4()), "sid": "s", "jti": "j", "pv": 1}
    return {**known, "roles": [], "iat": now, "nbf": now, "exp": now + 600, **changes}


def signed(body, *, key=KEY, **header):
    full = {"typ": "at+jwt", "alg": "Ed25519", "kid": KEY.kid, **header}
    return jwt.encode(full, body, key, algorithms=[full["alg"]])


def test_what_was_signed_is_read_again():
    said = claims()

    read = verify(mint(KEY, said, base_url=BASE), find, base_url=BASE)

    assert abs(read.issued_at - said.issued_at) < timedelta(milliseconds=1)
    assert (read.account_id, read.session_id, read.roles, read.version, read.language) == (
        said.account_id,
        said.session_id,
        said.roles,
        said.version,
        said.language,
    )


def test_a_token_lives_ten_minutes():
    token = mint(KEY, claims(), base_url=BASE)

    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=31)), pytest.raises(TokenExpired):
        verify(token, find, base_url=BASE)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example/account"},
        {"aud": "https://other.example"},
        {"aud": None},
        {"nbf": 2**33},
        {"iat": 2**33},
        {"sub": "not a uuid"},
        {"sid": None},
        {"roles": None},
        {"pv": "many"},
    ],
)
def test_wrong_claims_are_refused(changes):
    with pytest.raises(TokenRefused):
        verify(signed(payload(**changes)), find, base_url=BASE)


@pytest.mark.parametrize("header", [{"typ": "JWT"}, {"typ": "logout+jwt"}, {"kid": "other"}])
def test_wrong_headers_are_refused(header):
    with pytest.raises(TokenRefused):
        verify(signed(payload(), **header), find, base_url=BASE)


def test_a_foreign_key_is_refused_even_under_our_name():
    with pytest.raises(TokenRefused):
        verify(signed(payload(), key=STRANGER), find, base_url=BASE)


def test_a_key_that_the_token_brings_along_is_not_looked_at():
    brought = signed(payload(), key=STRANGER, jwk=STRANGER.as_dict(private=False))

    with pytest.raises(TokenRefused):
        verify(brought, find, base_url=BASE)


def test_a_public_key_is_no_shared_secret():
    secret = OctKey.import_key(json.dumps(KEY.as_dict(private=False)).ljust(64))
    header = {"typ": "at+jwt", "alg": "HS256", "kid": KEY.kid}

    with pytest.raises(TokenRefused):
        verify(jwt.encode(header, payload(), secret, algorithms=["HS256"]), find, base_url=BASE)


def test_an_unsigned_token_is_refused():
    parts = [{"typ": "at+jwt", "alg": "none", "kid": KEY.kid}, payload()]
    bare = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
    )

    with pytest.raises(TokenRefused):
        verify(f"{bare}.", find, base_url=BASE)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "W10.e30.", "\x00", "é.é.é", "e30.e30.e30"])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(TokenRefused):
        verify(text, find, base_url=BASE)
