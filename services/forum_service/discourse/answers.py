"""Answers as those programs read them: the type to the letter, errors as a list of sentences."""

from typing import Any

import structlog
from flask import Response, current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from corridor.errors import TooMany
from corridor.web.problems import Problem, describe

# Compared letter by letter by pydiscourse; what Flask writes by itself would be refused.
JSON = "application/json; charset=utf-8"
# Statuses that programs know, for those of ours they do not.
_STATUS = {401: 403, 405: 404, 409: 422, 413: 422, 415: 400}
_TYPES = {400: "invalid_parameters", 403: "invalid_access", 404: "not_found", 422: "record_invalid"}
_TYPES |= {429: "rate_limit", 503: "read_only"}
log = structlog.get_logger("forum_service.discourse")


def say(body: Any, status: int = 200) -> Response:
    """The body as JSON. A key `errors` in it would be taken for a failure."""
    return Response(current_app.json.dumps(body), status, content_type=JSON)


def done(**more: Any) -> Response:
    """It worked, and there is nothing to show."""
    return say({"success": "OK", **more})


def empty() -> Response:
    """It worked; these calls are answered by nothing at all."""
    return Response("", 200, content_type="text/plain; charset=utf-8")


def refuse(error: Exception) -> Response:
    """The answer to an error: never a page, never a redirect."""
    if isinstance(error, HTTPException) and error.code == 308:
        return _refusal(404, [_("There is nothing here.")], "not_found")
    problem = describe(error)
    status = _STATUS.get(problem.status, problem.status)
    kind = "not_logged_in" if problem.status == 401 else _TYPES.get(status, "error")
    if status >= 500:
        log.error(
            "request_failed", status=status, path=request.path, error=type(error).__name__, exc_info=error
        )
    answer = _refusal(status, _sentences(problem), kind, wait=_wait(error))
    for name, value in problem.headers.items():
        answer.headers[name] = value
    return answer


def _refusal(status: int, errors: list[str], kind: str, *, wait: int | None = None) -> Response:
    body: dict[str, Any] = {"errors": errors, "error_type": kind}
    if wait is not None:
        body["extras"] = {"wait_seconds": wait}
    return say(body, status)


def _sentences(problem: Problem) -> list[str]:
    found = [message for messages in problem.errors.values() for message in messages]
    return found or [problem.text]


def _wait(error: Exception) -> int | None:
    return error.retry_after if isinstance(error, TooMany) else None
