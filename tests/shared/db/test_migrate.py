"""Migrations: two lineages in one database."""

import pytest
from sqlalchemy import text

from corridor.db.migrate import drift, migrate, pending
from corridor.testing import new_database
from tests.support.tiny.service import LISTENER

pytestmark = pytest.mark.integration


def test_a_fresh_database_gets_the_library_and_the_service():
    url = new_database("fresh")
    assert pending(LISTENER, url)

    migrate(LISTENER, url)

    assert not pending(LISTENER, url)
    assert drift(LISTENER, url) == []


def test_a_second_run_changes_nothing(service_sessions):
    sessions = service_sessions(LISTENER)
    with sessions() as session:
        url = session.get_bind().url.render_as_string(hide_password=False).replace("+psycopg", "")

    migrate(LISTENER, url)

    with sessions() as session:
        assert session.scalar(text("SELECT count(*) FROM planets")) == 1


def test_drift_is_found(service_sessions):
    url = new_database("drifted")
    migrate(LISTENER, url)
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE greetings DROP COLUMN words")
        connection.execute("ALTER TABLE outbox DROP COLUMN returns")

    kinds = [change[0] for change in drift(LISTENER, url)]

    assert kinds == ["add_column", "add_column"]
