"""The start-up check: an app with a view that does not say who may open it refuses to start."""

from collections.abc import Iterator
from typing import Any

from flask import Flask

MARK = "__corridor_access__"


class UndeclaredAccess(Exception):
    """A route does not say who may open it."""


def check_routes(app: Flask) -> None:
    """Raise UndeclaredAccess naming every route that does not say who may open it."""
    rules = app.url_map.iter_rules()
    silent = sorted(f"{rule.rule} ({rule.endpoint})" for rule in rules if not _says(app, rule.endpoint))
    if silent:
        raise UndeclaredAccess("no access declared: " + ", ".join(silent))


def declared(app: Flask) -> Iterator[tuple[str, str]]:
    """Each endpoint with the access it declares, for tests that walk all routes."""
    for endpoint, view in app.view_functions.items():
        for function in _functions(view):
            yield endpoint, getattr(function, MARK, "")


def _says(app: Flask, endpoint: str) -> bool:
    return all(hasattr(function, MARK) for function in _functions(app.view_functions[endpoint]))


def _functions(view: Any) -> list[Any]:
    """The view itself, or the methods of a class-based one."""
    cls = getattr(view, "view_class", None)
    if cls is None or hasattr(view, MARK):
        return [view]
    return [getattr(cls, method.lower()) for method in cls.methods or () if hasattr(cls, method.lower())]
