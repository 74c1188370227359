"""Two services of the same code: one that speaks, one that listens."""

from typing import Any

from flask import Flask

from corridor.service import Service
from tests.support.tiny.consumers import HANDLERS
from tests.support.tiny.models import Base


def create_app(settings: Any) -> Flask:
    return Flask(settings.service)


def tiny_service(name: str, *, handlers: Any = None) -> Service:
    return Service(
        name=name,
        package="tests.support.tiny",
        prefixes=(f"/{name}",),
        create_app=create_app,
        metadata=Base.metadata,
        handlers=HANDLERS if handlers is None else handlers,
    )


SPEAKER = tiny_service("speaker", handlers={})
LISTENER = tiny_service("listener")
