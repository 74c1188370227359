"""Every error becomes an answer here: a page in the reader's language, or RFC 9457 problem+json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, Response, current_app, request
from psycopg.errors import ForeignKeyViolation, SerializationFailure, UniqueViolation
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from corridor.errors import CorridorError, Invalid, TooMany, Unavailable
from corridor.web.field_messages import in_our_words
from corridor.web.inputs import is_json_request
from corridor.web.problem_page import problem_page
from corridor.web.problem_texts import text_for, title_for

log = structlog.get_logger("corridor.web")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What went wrong, ready to be shown."""

    status: int
    code: str
    title: str
    text: str
    errors: dict[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Exception | None = None


def install(app: Flask) -> None:
    """Answer every exception; nothing of an unexpected one is shown."""
    app.register_error_handler(Exception, answer)
    # flask-smorest registers its own handler for these, so ours is named for them too.
    app.register_error_handler(HTTPException, answer)


def answer(error: Exception) -> Any:
    """The answer to an error."""
    if isinstance(error, HTTPException) and (error.response or (error.code or 500) < 400):
        return error
    problem = describe(error)
    if problem.status >= 500 or isinstance(error, StatementError):
        _log(error, problem)
    response = problem_json(problem) if is_json_request(request) else problem_page(problem)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def describe(error: Exception) -> Problem:
    """The problem behind an exception."""
    if isinstance(error, CorridorError):
        return _ours(error)
    if isinstance(error, HTTPException):
        return _http(error)
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    return _plain(_status_of(error), error)


def problem_json(problem: Problem) -> Response:
    """The problem for a program."""
    body: dict[str, Any] = {
        "type": f"urn:corridor:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.text,
        "code": problem.code,
        "request_id": request.environ.get("corridor.request_id", ""),
    }
    if problem.errors:
        body["errors"] = problem.errors
    response = Response(current_app.json.dumps(body), problem.status)
    response.content_type = "application/problem+json"
    return response


def _ours(error: CorridorError) -> Problem:
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if isinstance(error, Unavailable):
        headers = {"Retry-After": "30"}
    errors = error.errors if isinstance(error, Invalid) else {}
    return Problem(
        status=error.status,
        code=error.code,
        title=title_for(error.status),
        text=str(error.message) or text_for(error.status),
        errors={name: [str(message) for message in messages] for name, messages in errors.items()},
        headers=headers,
        error=error,
    )


def _http(error: HTTPException) -> Problem:
    """An error of Flask, Werkzeug or flask-smorest, whose `data` carries the errors by field."""
    status = error.code or 500
    data: Mapping[str, Any] = getattr(error, "data", None) or {}
    own_words = type(error).description != error.description and status in (400, 409, 422)
    kept = ("Allow", "Retry-After", "WWW-Authenticate")
    headers = {name: value for name, value in error.get_headers() if name in kept}
    return Problem(
        status=status,
        code=error.name.lower().replace(" ", "_"),
        title=title_for(status),
        text=str(error.description) if own_words and not data else text_for(status),
        errors=_by_field(data.get("errors") or data.get("messages") or {}),
        headers=headers | dict(data.get("headers") or {}),
        error=error,
    )


def _by_field(messages: Any, path: str = "") -> dict[str, list[str]]:
    """webargs nests by place and index ({"json": {"items": {0: [...]}}}); programs get dotted names."""
    if isinstance(messages, Mapping):
        found: dict[str, list[str]] = {}
        for name, inner in messages.items():
            place = str(name) if not path or path in ("json", "query", "form") else f"{path}.{name}"
            found |= _by_field(inner, place)
        return found
    many = messages if isinstance(messages, list) else [messages]
    return {path or "_": [in_our_words(message) for message in many]}


def _status_of(error: Exception) -> int:
    """What an exception of the database means for the person at the other end."""
    if isinstance(error, StaleDataError) or isinstance(getattr(error, "orig", None), SerializationFailure):
        return 409
    if isinstance(error, IntegrityError):
        # A constraint that no rule spoke for: somebody was faster, or the input was let through too early.
        return 409 if isinstance(error.orig, UniqueViolation | ForeignKeyViolation) else 400
    if isinstance(error, OperationalError | PoolTimeout):
        return 503
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return 503
    if isinstance(error, StatementError) and isinstance(error.orig, UnicodeError | ValueError):
        return 400
    return 400 if type(error).__name__ == "DataError" else 500


def _plain(status: int, error: Exception) -> Problem:
    codes = {400: "unusable_input", 409: "conflict", 503: "unavailable"}
    return Problem(
        status=status,
        code=codes.get(status, "internal_error"),
        title=title_for(status),
        text=text_for(status),
        headers={"Retry-After": "30"} if status == 503 else {},
        error=error,
    )


def _log(error: Exception, problem: Problem) -> None:
    log.error(
        "request_failed",
        status=problem.status,
        method=request.method,
        path=request.path,
        endpoint=request.endpoint,
        exc_info=error if problem.status == 500 else None,
        error=type(error).__name__,
    )
