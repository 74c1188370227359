"""The parts of the forum that are for programs, as the application takes them in."""

from types import SimpleNamespace
from typing import Any

from flask import Flask, request

from corridor.web.problems import answer
from forum_service.discourse import views as _calls
from forum_service.discourse.answers import refuse
from forum_service.discourse.blueprint import blueprint
from forum_service.discourse.paths import PREFIX, DiscoursePaths
from forum_service.imports import views as imports
from forum_service.programs import views
from forum_service.webhooks import views as webhooks

# Importing the views has put them on it.
discourse = SimpleNamespace(blueprint=blueprint, calls=_calls)
PAGES = (discourse, views, webhooks, imports)


def answer_at(app: Flask, *, host: str) -> None:
    """Read the paths of programs kindly, and answer at the root of a host of their own, if there is one."""
    app.wsgi_app = DiscoursePaths(app.wsgi_app, host=host)  # type: ignore[method-assign]
    for status in (404, 405):
        app.register_error_handler(status, _not_found)
    if host:
        app.config["TRUSTED_HOSTS"] = [*(app.config["TRUSTED_HOSTS"] or ()), host]


def _not_found(error: Exception) -> Any:
    """No route at all was met: even so, programs are answered in their way."""
    return refuse(error) if request.path.startswith(f"{PREFIX}/") else answer(error)
