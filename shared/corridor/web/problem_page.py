"""The page of an error. What somebody typed is shown again: an error must not cost an hour's writing."""

from dataclasses import dataclass
from typing import Any

import structlog
from flask import Response, make_response, render_template, request

from corridor.errors import CorridorError

log = structlog.get_logger("corridor.web")
# After these the same form can simply be sent again.
_AGAIN = frozenset({429, 503})
_SECRET = ("password", "code", "token", "secret")
_LONG = 40


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the failed form held: to be read, and perhaps to be sent again."""

    texts: tuple[str, ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    action: str = ""


def problem_page(problem: Any) -> Response:
    """The page in the layout; where even that fails (no database), a bare one."""
    typed = _typed(problem)
    try:
        body = render_template("corridor/problem.html", problem=problem, typed=typed)
    except Exception as error:
        log.warning("layout_unavailable", error=type(error).__name__)
        body = render_template("corridor/problem_bare.html", problem=problem, typed=typed)
    return make_response(body, problem.status)


def _typed(problem: Any) -> Typed:
    if request.method != "POST" or problem.code == "foreign_origin" or problem.status == 413:
        return Typed()
    fields = [(name, value) for name, values in request.form.lists() for value in values]
    shown = [(name, value) for name, value in fields if not _technical(name) and not _secret(name)]
    return Typed(
        texts=tuple(value for _, value in shown if len(value) > _LONG),
        again=tuple(_repeatable(fields)) if _may_repeat(problem, fields) else (),
        action=request.full_path.rstrip("?"),
    )


def _may_repeat(problem: Any, fields: list[tuple[str, str]]) -> bool:
    code = problem.error.code if isinstance(problem.error, CorridorError) else ""
    return (problem.status in _AGAIN or code == "stale_form") and not any(_secret(name) for name, _ in fields)


def _repeatable(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """All fields but the old token; the key stays, so that a form that did get through is not doubled."""
    return [(name, value) for name, value in fields if name != "_csrf"]


def _technical(name: str) -> bool:
    return name.startswith("_")


def _secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET)
