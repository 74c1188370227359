"""A pool asks its connections only where there is doubt, and never hands out a dead one."""

import psycopg
import pytest
from sqlalchemy import Engine, event, text

from corridor.db import engine as engines
from corridor.db import make_engine
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
