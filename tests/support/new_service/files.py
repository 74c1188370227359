"""The files of a new service; NAME and Name stand for its name."""

PACKAGE = "services/NAME_service"

FILES = {
    f"{PACKAGE}/__init__.py": '"""The NAME service."""\n',
    f"{PACKAGE}/__main__.py": '''
"""`python -m NAME_service web|worker|migrate|seed|messages`."""

from corridor.service import run_service
from NAME_service.service import SERVICE

run_service(SERVICE)
''',
    f"{PACKAGE}/service.py": '''
"""The NAME service as a deployable."""

from typing import Any

from flask import Flask

from corridor.service import Service
from NAME_service.consumers import HANDLERS
from NAME_service.db import Base


def _create_app(settings: Any) -> Flask:
    # The web part is imported where pages are served: a worker needs none of it.
    from NAME_service.app import create_app

    return create_app(settings)


SERVICE = Service(
    name="NAME",
    package="NAME_service",
    prefixes=("/NAME",),
    create_app=_create_app,
    metadata=Base.metadata,
    handlers=HANDLERS,
)
''',
    f"{PACKAGE}/app.py": '''
"""The web application of the NAME service."""

from flask import Flask

from corridor.settings import Settings
from corridor.web import create_app as create_frame
from NAME_service.front.views import blueprint as front
from NAME_service.members.models import Member


def create_app(settings: Settings) -> Flask:
    """All pages of this service."""
    return create_frame(settings, package="NAME_service", blueprints=[front], member_model=Member)
''',
    f"{PACKAGE}/db.py": '''
"""The declarative base of the NAME service."""

from corridor.db import Base as CorridorBase
from corridor.db import new_metadata


class Base(CorridorBase):
    """What all models of this service derive from."""

    __abstract__ = True
    metadata = new_metadata()
''',
    f"{PACKAGE}/consumers.py": '''
"""The only door for messages: what this service does when something happened elsewhere."""

from corridor.members import member_handlers
from corridor.service import Handlers
from NAME_service.members.models import Member

HANDLERS: Handlers = {**member_handlers(Member)}
''',
    f"{PACKAGE}/members/__init__.py": '"""The local copy of accounts."""\n',
    f"{PACKAGE}/members/models.py": '''
"""The local copy of accounts."""

from corridor.members import MemberMixin
from NAME_service.db import Base


class Member(MemberMixin, Base):
    """An account as this service knows it, fed by account.* events."""
''',
    f"{PACKAGE}/front/__init__.py": '"""The front page of the service."""\n',
    f"{PACKAGE}/front/views.py": '''
"""The front page of the service."""

from flask import Blueprint, Response

from corridor.auth import access
from corridor.web import render

blueprint = Blueprint("front", __name__, url_prefix="/NAME")


@blueprint.get("")
@access.public
def index() -> Response:
    """What the service is for."""
    return render("front/index.html")
''',
    f"{PACKAGE}/templates/front/index.html": """
{% extends "corridor/layout.html" %}
{% set section = "NAME" %}
{% block title %}{{ _("Name") }}{% endblock %}
{% block main %}
<h1 class="page-title">{{ _("Name") }}</h1>
{% endblock %}
""",
    f"{PACKAGE}/migrations/versions/0001_create_members.py": '''
"""Create the local copy of accounts."""

from alembic import op

from corridor.members import create_members_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_members_table(op)


def downgrade() -> None:
    op.drop_table("members")
''',
    "tests/NAME_service/conftest.py": '''
"""Fixtures of the tests of the NAME service."""

from corridor.testing import service_fixtures
from NAME_service.service import SERVICE

app, client, session = service_fixtures(SERVICE)
''',
    "tests/NAME_service/test_front.py": '''
"""The front page."""

from corridor.testing import Browser


def test_everybody_can_open_the_front_page(client: Browser) -> None:
    answer = client.get("/NAME")

    assert answer.status_code == 200
''',
}
