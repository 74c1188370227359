"""The two answers of a page: itself, or the way to another one."""

from typing import Any

from flask import Response, make_response, redirect, render_template
from werkzeug.wrappers import Response as WerkzeugResponse


def render(template: str, status: int = 200, **values: Any) -> Response:
    """Answer with a page; 422 for a form that was not accepted."""
    return make_response(render_template(template, **values), status)


def see_other(url: str) -> WerkzeugResponse:
    """After a POST: send the reader to a page by GET."""
    return redirect(url, code=303)
