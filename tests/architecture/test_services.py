"""What every service has in common: doors for messages, migrations in one line, templates that compile."""

from collections import Counter

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from allinone.services import SERVICES
from corridor.db.migrate import drift, migrate
from corridor.messaging.event import KNOWN
from corridor.service import Service
from corridor.testing import app_for, new_database
from tests.architecture.sources import HOMES

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


@each_service
def test_each_handler_is_for_an_event_that_exists(service: Service) -> None:
    assert all(KNOWN.get(event.type) is event for event in service.handlers)


def test_each_event_is_sent_by_the_service_it_is_named_after() -> None:
    names = {service.name for service in SERVICES}

    # Those of the library itself, and of the service that stands in for any in its tests.
    others = {"messaging", "tiny"}
    assert {name.partition(".")[0] for name in KNOWN} <= names | others


@each_service
def test_each_event_has_a_producer_that_records_it(service: Service) -> None:
    home = HOMES["services"] / service.package
    source = "\n".join(path.read_text() for path in home.rglob("*.py"))
    own = [event for name, event in KNOWN.items() if name.startswith(f"{service.name}.")]

    assert [event.__name__ for event in own if event.__name__ not in source] == []


@each_service
def test_migrations_stand_in_one_line(service: Service) -> None:
    config = Config()
    config.set_main_option("script_location", str(HOMES["services"] / service.package / "migrations"))
    config.set_main_option("path_separator", "os")
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())

    parents = Counter(revision.down_revision for revision in revisions)

    assert parents[None] == 1
    assert max(parents.values()) == 1
    assert all(revision.path.rpartition("/")[2].startswith(revision.revision) for revision in revisions)


@each_service
@pytest.mark.integration
def test_the_migrations_make_what_the_models_say(service: Service) -> None:
    url = new_database(f"drift_{service.name}")
    migrate(service, url)

    assert drift(service, url) == []


@each_service
@pytest.mark.integration
def test_each_template_compiles_and_knows_its_filters(service: Service) -> None:
    environment = app_for(service).jinja_env

    for name in environment.list_templates(extensions=["html", "txt"]):
        environment.get_template(name)


@each_service
@pytest.mark.integration
def test_no_two_services_answer_under_the_same_path(service: Service) -> None:
    segments = {f"/{rule.rule.split('/')[1]}" for rule in app_for(service).url_map.iter_rules()}
    foreign = {
        f"/{prefix.split('/')[1]}" for other in SERVICES if other is not service for prefix in other.prefixes
    }

    # The bundle and the pages for developers are the library's and the same everywhere.
    assert not (segments & foreign) - {"/assets", "/dev"}
