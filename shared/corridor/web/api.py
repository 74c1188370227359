"""The JSON side: flask-smorest with its description at `/<prefix>/api/openapi.json`."""

from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask_smorest import Api

from corridor.auth import access
from corridor.web.frame import Frame


def install(app: Flask, parts: Frame, blueprints: Sequence[Any]) -> None:
    """Register the API blueprints of a service and describe them."""
    if not blueprints:
        return
    app.config.update(
        API_TITLE=f"Corridor {parts.settings.service}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=f"{parts.prefix}/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Api(app)
    _declare_description(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)


def _declare_description(app: Flask) -> None:
    """What the API can do is no secret."""
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("api-docs."):
            access.public(getattr(view, "__func__", view))
