"""The service of notes."""

from typing import Any

from flask import Flask

from corridor.service import Service
from corridor.web import create_app as create_frame
from tests.support.notes.api import api
from tests.support.notes.models import Base, Member
from tests.support.notes.views import blueprint


def create_app(settings: Any) -> Flask:
    return create_frame(
        settings,
        package="tests.support.notes",
        blueprints=[blueprint],
        member_model=Member,
        api_blueprints=[api],
    )


NOTES = Service(
    name="notes",
    package="tests.support.notes",
    prefixes=("/notes",),
    create_app=create_app,
    metadata=Base.metadata,
    handlers={},
)
