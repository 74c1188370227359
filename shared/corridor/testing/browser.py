"""A test client that sends what a browser on our own pages would send."""

import secrets
from io import BufferedRandom
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from corridor.testing import tokens
from corridor.web import csrf
from corridor.web.cookies import cookie_name

_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Browser(FlaskClient):
    """Unsafe requests carry the form token of the session unless the test says `csrf=False`."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        if csrf and kwargs.get("method", "GET") in _UNSAFE:
            headers = dict(kwargs.pop("headers", None) or {})
            if "Authorization" not in headers:
                headers.setdefault("X-CSRF-Token", self.csrf_token())
            kwargs["headers"] = headers
        answer = super().open(*args, **kwargs)
        # A large form is kept in a file of its own, which the client leaves open.
        if isinstance(sent := answer.request.environ.get("wsgi.input"), BufferedRandom):
            sent.close()
        return answer

    def csrf_token(self) -> str:
        """The token that a page shown to this session would hold."""
        with self.application.app_context():
            return csrf.token_for(self._session_id())

    def _session_id(self) -> str:
        token = self.get_cookie("corridor_at")
        if token is not None:
            return tokens.session_of(token.value)
        name = cookie_name("visit")
        visit = self.get_cookie(name)
        if visit is None:
            self.set_cookie(name, secrets.token_urlsafe(8))
            visit = self.get_cookie(name)
        assert visit is not None
        return visit.value
