"""The web process: one gunicorn, each service's app under its own path prefixes.

A service registers its blueprints under its own prefix, so that nothing here rewrites paths.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask

from allinone.services import ACCOUNT, FORUM, SERVICES, settings_of
from corridor.auth.state import TRANSPORT_EXTENSION
from corridor.cli import serve

Environ = dict[str, Any]


class ByFirstSegment:
    """Hands each request to the app that owns the first segment of its path, else to the home page's app."""

    def __init__(self, apps: Mapping[str, Flask], home: Flask) -> None:
        self._apps = apps
        self._home = home

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        segment = environ.get("PATH_INFO", "/").split("/", 2)[1:2]
        app = self._apps.get(f"/{segment[0]}" if segment else "/", self._home)
        return app(environ, start_response)


def make_app() -> ByFirstSegment:
    """All apps of this house."""
    apps = {service.name: service.create_app(settings_of(service)) for service in SERVICES}
    for app in apps.values():
        # Asked in this process: a call over HTTP could wait for a thread that waits for it.
        app.extensions[TRANSPORT_EXTENSION] = apps[ACCOUNT.name]
    by_segment = {
        f"/{prefix.split('/')[1]}": apps[service.name] for service in SERVICES for prefix in service.prefixes
    }
    return ByFirstSegment(by_segment, apps[FORUM.name])


if __name__ == "__main__":
    serve(make_app, name="web", bind=sys.argv[1], workers=2, threads=8)
