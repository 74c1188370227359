"""How a service asks account_service: over HTTP, or by a call into its WSGI app in the all-in-one process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import requests
from werkzeug.test import Client

from corridor.auth.cookies import BrowserSession
from corridor.auth.errors import AccountUnreachable

TIMEOUT_SECONDS = 5
REFRESH_PATH = "/account/internal/sessions/refresh"
KEY_CHECK_PATH = "/account/internal/api-keys/check"

# Posts JSON to a path of account_service; None when it answers 410 (there is no such thing any more).
Transport = Callable[[str, dict[str, Any]], dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class KeyGrant:
    """What an API key opens, as account_service says."""

    key_id: str
    account_id: UUID
    scopes: frozenset[str]
    roles: frozenset[str]
    version: int


class AccountClient:
    """The two questions a service has; AccountUnreachable when there is no answer in time."""

    def __init__(self, transport: Transport) -> None:
        self._post = transport

    def refresh(self, sid: str) -> BrowserSession | None:
        """A new token for the session, or None when the session is over."""
        answer = self._post(REFRESH_PATH, {"sid": sid})
        if answer is None:
            return None
        expires = answer["expires_at"]
        return BrowserSession(
            token=answer["token"],
            sid=answer["sid"],
            expires_at=datetime.fromisoformat(expires) if expires else None,
        )

    def check_key(self, key: str) -> KeyGrant | None:
        """What the API key opens, or None when it opens nothing."""
        answer = self._post(KEY_CHECK_PATH, {"key": key})
        if answer is None:
            return None
        return KeyGrant(
            key_id=answer["key_id"],
            account_id=UUID(answer["account_id"]),
            scopes=frozenset(answer["scopes"]),
            roles=frozenset(answer["roles"]),
            version=answer["version"],
        )

    def ask(self, path: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """Any other question to an internal path; None when what it is about is gone."""
        return self._post(path, data)


def over_http(account_url: str, *, secret: str) -> Transport:
    """Ask over the network."""

    def post(path: str, data: dict[str, Any]) -> dict[str, Any] | None:
        try:
            answer = requests.post(
                account_url.rstrip("/") + path,
                json=data,
                headers=_headers(secret),
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
            return _read(answer.status_code, answer.json)
        except (requests.RequestException, ValueError) as error:
            raise AccountUnreachable(str(error)) from error

    return post


def in_process(app: Any, *, base_url: str, secret: str) -> Transport:
    """Ask a WSGI app in this process."""

    def post(path: str, data: dict[str, Any]) -> dict[str, Any] | None:
        client = Client(app, use_cookies=False)
        answer = client.post(path, json=data, headers=_headers(secret), base_url=base_url)
        return _read(answer.status_code, lambda: answer.get_json(silent=True))

    return post


def _headers(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _read(status: int, body: Callable[[], Any]) -> dict[str, Any] | None:
    if status == 410:
        return None
    answer = body() if status == 200 else None
    if not isinstance(answer, dict):
        raise AccountUnreachable(f"status {status}")
    return answer
