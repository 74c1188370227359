"""The parts of the forum that are for programs, as the application takes them in."""

from types import SimpleNamespace

from flask import Flask

from forum_service.discourse import views as _views
from forum_service.discourse.blueprint import blueprint
from forum_service.discourse.paths import DiscoursePaths

# Importing the views has put them on it.
discourse = SimpleNamespace(blueprint=blueprint, calls=_views)
PAGES = (discourse,)


def answer_at(app: Flask, *, host: str) -> None:
    """Read the paths of programs kindly, and answer at the root of a host of their own, if there is one."""
    app.wsgi_app = DiscoursePaths(app.wsgi_app, host=host)  # type: ignore[method-assign]
    if host:
        app.config["TRUSTED_HOSTS"] = [*(app.config["TRUSTED_HOSTS"] or ()), host]
