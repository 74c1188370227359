"""Is the process there, can it work, and what has it done: for the machine, never for the public."""

from collections.abc import Callable
from time import perf_counter

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from corridor.auth import access
from corridor.messaging.metrics import MessageFigures
from corridor.web.frame import Frame, frame

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# A method is whatever a client writes; each new one would stay in memory for good.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@access.public
def alive() -> Response:
    """The process answers."""
    return _plain("ok")


@blueprint.get("/readyz")
@access.public
def ready() -> Response:
    """The process can work: its database answers, and whatever else was asked to be probed."""
    failing = [name for name, probe in _probes(current_app).items() if not probe()]
    return _plain("not ready: " + ", ".join(failing), 503) if failing else _plain("ok")


@blueprint.get("/metrics")
@access.public
def metrics() -> Response:
    """Figures for Prometheus on the same machine; whoever comes through the proxy finds nothing."""
    if not _is_local():
        raise NotFound
    response = Response(generate_latest(frame().metrics))
    response.headers["Content-Type"] = CONTENT_TYPE_LATEST
    response.headers["Cache-Control"] = "no-store"
    return response


def add_probe(app: Flask, name: str, probe: Callable[[], bool]) -> None:
    """Make readiness depend on one thing more, such as the message broker."""
    _probes(app)[name] = probe


def install(app: Flask, parts: Frame) -> None:
    """Serve the three under the service's prefix, and measure every request."""
    app.register_blueprint(blueprint, url_prefix=parts.prefix)
    add_probe(app, "database", lambda: _database_answers(parts))
    _measure(app, parts)
    parts.metrics.register(MessageFigures(parts.sessions))


def _measure(app: Flask, parts: Frame) -> None:
    taken = Histogram(
        "corridor_request_seconds",
        "Time from request to answer",
        ("endpoint", "method", "status"),
        buckets=_SECONDS,
        registry=parts.metrics,
    )
    errors = Counter(
        "corridor_server_errors", "Answers of 500 and above", ("endpoint",), registry=parts.metrics
    )

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def stop(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        spent = perf_counter() - g.get("started", perf_counter())
        method = request.method if request.method in _METHODS else "other"
        taken.labels(endpoint, method, str(response.status_code)).observe(spent)
        if response.status_code >= 500:
            errors.labels(endpoint).inc()
        return response


def _database_answers(parts: Frame) -> bool:
    try:
        with parts.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _probes(app: Flask) -> dict[str, Callable[[], bool]]:
    probes: dict[str, Callable[[], bool]] = app.extensions.setdefault("corridor.probes", {})
    return probes


def _is_local() -> bool:
    address = request.environ.get("REMOTE_ADDR", "")
    return (address.startswith("127.") or address == "::1") and not any(
        name in request.headers for name in _FORWARDED
    )


def _plain(body: str, status: int = 200) -> Response:
    response = Response(body + "\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
