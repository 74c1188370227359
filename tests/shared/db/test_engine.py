"""A pool asks its connections only where there is doubt, and never hands out a dead one."""

import psycopg
import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from corridor.db import engine as engines
from corridor.db import make_engine, make_reading_sessions
from corridor.db.engine import reading_together
from corridor.settings import Settings

pytestmark = pytest.mark.integration


@pytest.fixture
def engine(postgres_url: str):
    made = make_engine(Settings(service="tests", database_url=postgres_url))
    yield made
    made.dispose()


def backend_of(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("select pg_backend_pid()")).scalar_one()


def test_a_connection_is_used_again_unasked(engine):
    first = backend_of(engine)

    assert backend_of(engine) == first


def test_a_connection_the_server_ended_is_replaced_before_it_is_used(engine, postgres_url):
    dead = backend_of(engine)
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [dead])

    assert backend_of(engine) != dead


def test_a_connection_long_quiet_is_asked(engine, monkeypatch):
    monkeypatch.setattr(engines, "QUIET", -1)
    first = backend_of(engine)
    closed = []
    event.listen(engine, "close", lambda *_: closed.append(1))

    assert backend_of(engine) == first
    assert closed == []


@pytest.fixture
def reading(engine: Engine):
    with make_reading_sessions(engine)() as session:
        yield session


_SET = text("select set_config('statement_timeout', '3s', true)")
_SHOW = text("select current_setting('statement_timeout')")


def test_what_is_set_along_the_way_holds_for_what_is_read_together(reading):
    with reading_together(reading):
        reading.execute(_SET)
        with reading_together(reading):
            assert reading.scalar(_SHOW) == "3s"
        assert reading.scalar(_SHOW) == "3s"

    assert reading.scalar(_SHOW) == "15s"


def test_an_error_ends_what_is_read_together(reading):
    with pytest.raises(DBAPIError), reading_together(reading):
        reading.execute(text("select set_config('statement_timeout', '3s', true), 1 / 0"))

    assert reading.scalar(_SHOW) == "15s"
