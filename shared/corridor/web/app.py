"""The application of a service: a readable list of what the frame puts around its blueprints."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from corridor import auth
from corridor.db import make_engine, make_reading_sessions, make_sessions
from corridor.settings import Settings
from corridor.web import (
    api,
    appearance,
    assets,
    csrf,
    gallery,
    headers,
    health,
    i18n,
    inputs,
    notices,
    problems,
    summaries,
    templating,
    tracing,
    unread,
    work,
)
from corridor.web.frame import Frame


def create_app(
    settings: Settings,
    *,
    package: str,
    blueprints: Sequence[Blueprint],
    member_model: Any,
    api_blueprints: Sequence[Any] = (),
) -> Flask:
    """The WSGI application of one service. It refuses to start when a route does not say who may open it."""
    tracing.configure_logs()
    app = Flask(package, static_folder=None)
    app.jinja_environment = templating.Templates
    _configure(app, settings)
    parts = _connect(app, settings, package)
    inputs.install(app)
    tracing.install(app)
    work.install(app)
    i18n.install(app, package)
    auth.install(app, settings=settings, member_model=member_model, session=work.session)
    csrf.install(app)
    headers.install(app)
    notices.install(app)
    templating.install(app)
    summaries.install(app)
    health.install(app, parts)
    assets.install(app)
    app.register_blueprint(appearance.blueprint, url_prefix=parts.prefix)
    app.register_blueprint(unread.blueprint, url_prefix=parts.prefix)
    gallery.install(app, settings)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    api.install(app, parts, api_blueprints)
    problems.install(app)
    auth.check_routes(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=_hosts(settings),
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME="corridor_flask",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/plain",
            "text/calendar",
            "text/csv",
            "application/json",
            "application/problem+json",
            "text/vnd.turbo-stream.html",
        ],
    )
    Compress(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )


def _hosts(settings: Settings) -> list[str]:
    """The names this service answers to: the public one, and those that other services reach it by."""
    hosts = {urlsplit(url).hostname or "" for url in (settings.base_url, settings.account_url)}
    return sorted(hosts | {"127.0.0.1", "localhost", "[::1]"})


def _connect(app: Flask, settings: Settings, package: str) -> Frame:
    engine = make_engine(settings)
    parts = Frame(
        settings=settings,
        package=package,
        engine=engine,
        sessions=make_sessions(engine),
        reading=make_reading_sessions(engine),
    )
    app.extensions["corridor"] = parts
    return parts
