"""Serves the bundle, packed beforehand; names carry a hash, so browsers keep them for a year."""

import re

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

from corridor.auth import access
from corridor.web.assets.places import DIST

_NAME = re.compile(r"[a-z0-9_-]+\.[A-Za-z0-9]{8}\.(css|js|svg)")
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_PACKINGS = (("br", ".br"), ("gzip", ".gz"))


def install(app: Flask) -> None:
    """Answer under /assets/; behind a proxy, that one serves the folder itself."""
    app.add_url_rule("/assets/<name>", "assets", access.public(serve))


def serve(name: str) -> Response:
    """One file of the bundle."""
    found = _NAME.fullmatch(name)
    if not found or not (DIST / name).is_file():
        raise NotFound
    packing, suffix = _packing(name)
    response = Response((DIST / (name + suffix)).read_bytes(), mimetype=_TYPES[found[1]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if packing:
        response.headers["Content-Encoding"] = packing
    return response


def _packing(name: str) -> tuple[str, str]:
    for packing, suffix in _PACKINGS:
        if request.accept_encodings[packing] > 0 and (DIST / (name + suffix)).is_file():
            return packing, suffix
    return "", ""
