"""What each view says of who may open it, by a decorator below its route."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import request
from flask_babel import lazy_gettext as _

from corridor.auth.ask import ask_to_sign_in, refuse_if_unreachable
from corridor.auth.errors import SignInNeeded
from corridor.auth.resolve import bearer_token
from corridor.auth.routes import MARK
from corridor.auth.state import auth_state
from corridor.auth.viewer import Viewer, viewer
from corridor.errors import Forbidden, NotFound

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, R]


def public(view: View[P, R]) -> View[P, R]:
    """Everybody."""
    return _marked(view, "public")


def signed_in(view: View[P, R]) -> View[P, R]:
    """Whoever has an account, with or without a role."""
    return _guarded(view, "signed_in", lambda one: one.signed_in)


def member(view: View[P, R]) -> View[P, R]:
    """Whoever was granted a role, whichever."""
    return _guarded(view, "member", lambda one: one.is_member)


def roles(*names: str) -> Callable[[View[P, R]], View[P, R]]:
    """Holders of one of the roles, whatever its scope; queries narrow by scope."""

    def declare(view: View[P, R]) -> View[P, R]:
        return _guarded(view, f"roles: {', '.join(names)}", lambda one: any(one.has(name) for name in names))

    return declare


def api(scope: str) -> Callable[[View[P, R]], View[P, R]]:
    """Programs with an API key that has the scope, and members by their cookie."""

    def declare(view: View[P, R]) -> View[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            _check_api(viewer(), scope)
            return view(*args, **kwargs)

        return _marked(checked, f"api: {scope}")

    return declare


def internal(view: View[P, R]) -> View[P, R]:
    """Other services, by the secret they share; to anybody else the path does not exist."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        shown = bearer_token(request) or ""
        if not hmac.compare_digest(shown.encode(), auth_state().settings.internal_secret.encode()):
            raise NotFound(_("There is nothing here."))
        return view(*args, **kwargs)

    return _marked(checked, "internal")


def _guarded(view: View[P, R], label: str, allows: Callable[[Viewer], bool]) -> View[P, R]:
    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        one = viewer()
        if not one.signed_in:
            return cast(R, ask_to_sign_in())
        # A key opens what its scopes say, and pages made for people are not among that.
        if one.via != "cookie" or not allows(one):
            raise Forbidden(_("Your account has no access to this page."))
        return view(*args, **kwargs)

    return _marked(checked, label)


def _marked(function: View[P, R], label: str) -> View[P, R]:
    setattr(function, MARK, label)
    return function


def _check_api(one: Viewer, scope: str) -> None:
    if not one.signed_in:
        refuse_if_unreachable()
        raise SignInNeeded(_("Show an API key, or sign in."))
    if one.via == "api_key" and scope not in one.scopes:
        raise Forbidden(_("This key does not have the scope %(scope)s.", scope=scope))
    if not one.is_member:
        raise Forbidden(_("Your account has no access to this."))
