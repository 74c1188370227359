"""What no view should ever have to see: broken encodings, endless numbers, bodies that are not JSON."""

import json
import re
from typing import Any, TypeVar

from flask import Flask, Request, current_app, request
from flask.json.provider import DefaultJSONProvider
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter, ValidationError

BIGGEST = 2**63 - 1
_BROKEN = re.compile(r"[\x00\ud800-\udfff]")
_DEEPEST = 64
_LARGE = "__corridor_large_body__"
F = TypeVar("F")


class BigintConverter(IntegerConverter):
    """`<int:id>` up to what a bigint holds; anything larger names nothing and is a 404."""

    def to_python(self, value: str) -> int:
        if len(value) > 19 or int(value) > BIGGEST:
            raise ValidationError
        return int(super().to_python(value))


class StrictJSON(DefaultJSONProvider):
    """JSON as the standard has it: no NaN, no lone surrogates, no NUL, no bottomless nesting."""

    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            value = json.loads(s, parse_constant=_refuse_constant, **kwargs)
            _refuse_broken(value, depth=0)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        return value

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(obj, default=_plain, **kwargs)


def install(app: Flask) -> None:
    """Refuse unusable input before any view sees it."""
    app.url_map.converters["int"] = BigintConverter
    app.json = StrictJSON(app)
    app.before_request(allow_large_body)
    app.before_request(refuse_broken_text)


def large_body(view: F) -> F:
    """Mark a view that takes files: `app.config["LARGEST_BODY"]` bytes, where others take two megabytes."""
    setattr(view, _LARGE, True)
    return view


def takes_files(view: Any) -> bool:
    """Whether a view is marked so."""
    return getattr(view, _LARGE, False) is True


def allow_large_body() -> None:
    """Raise the limit before anything reads the body, the form token included."""
    view = current_app.view_functions.get(request.endpoint or "")
    if takes_files(view):
        request.max_content_length = current_app.config.get("LARGEST_BODY")


def refuse_broken_text() -> None:
    """400 for a path or a query that no database could look up, and for JSON that is none."""
    named = [request.path, *request.args.keys(), *(v for vs in request.args.listvalues() for v in vs)]
    if any(_BROKEN.search(text) for text in named):
        raise BadRequest(_("The address contains characters that cannot be read."))
    if request.is_json and request.method not in ("GET", "HEAD"):
        request.get_json()


def is_json_request(of: Request) -> bool:
    """Whether a program speaks: by the path of an API, by what it sends, by what it accepts."""
    if "/api/" in of.path or of.path.endswith(".json") or of.is_json:
        return True
    accepted = of.accept_mimetypes
    best = accepted.best_match(["text/html", "application/json", "application/problem+json"], "text/html")
    return best != "text/html" and accepted[best] > accepted["text/html"]


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _refuse_broken(value: Any, *, depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        if _BROKEN.search(value):
            raise ValueError("contains characters that cannot be stored")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _refuse_broken(key, depth=depth + 1)
            _refuse_broken(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _refuse_broken(inner, depth=depth + 1)


def _plain(value: Any) -> Any:
    # Lazy translations become text when an answer is written.
    return str(value) if isinstance(value, LazyString) else DefaultJSONProvider.default(value)
