"""A number for each request: in its answer, on its error page, on every line it logs."""

import re
from secrets import token_hex

import structlog
from flask import Flask, Response, request
from structlog.tracebacks import ExceptionDictTransformer

from corridor.web.frame import frame

_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
KEY = "corridor.request_id"


def install(app: Flask) -> None:
    """Number the requests; a number from our own proxy is kept."""

    @app.before_request
    def begin() -> None:
        request.environ[KEY] = _number()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            request_id=request.environ[KEY], service=frame().settings.service
        )

    @app.after_request
    def tell(response: Response) -> Response:
        response.headers["X-Request-Id"] = request.environ.get(KEY, "")
        return response


def _number() -> str:
    given = request.headers.get("X-Request-Id", "")
    trusted = frame().settings.proxies > 0 and _GIVEN.fullmatch(given)
    return given if trusted else token_hex(8)


def configure_logs() -> None:
    """One JSON object a line: control characters in a value cannot begin a new line of the log."""
    if structlog.is_configured():
        return
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # No local variables: they hold what people typed, and tokens.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
