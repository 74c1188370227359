"""Each test finds the database as the migrations left it."""

import time

import pytest
from sqlalchemy import func, select

from corridor.testing import DATABASES
from tests.support.tiny.models import Greeting, Planet
from tests.support.tiny.service import LISTENER

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("_round", range(3))
def test_what_a_test_committed_is_gone_in_the_next(_round):
    with DATABASES.sessions(LISTENER).begin() as session:
        session.add(Greeting(event_id="1", words="hello"))

    with DATABASES.sessions(LISTENER)() as session:
        greeting = session.scalars(select(Greeting)).one()
    assert greeting.id == 1


@pytest.mark.parametrize("_round", range(3))
def test_what_a_migration_put_in_comes_back(_round):
    with DATABASES.sessions(LISTENER).begin() as session:
        earth = session.scalars(select(Planet)).one()
        assert earth.name == "Earth"
        earth.name = "Mars"


def test_emptying_is_fast():
    durations = []
    for _ in range(10):
        with DATABASES.sessions(LISTENER).begin() as session:
            session.add(Greeting(event_id="1", words="hello"))
        began = time.perf_counter()
        DATABASES.reset()
        durations.append(time.perf_counter() - began)

    assert sorted(durations)[5] < 0.1


def test_a_transaction_left_open_is_told():
    session = DATABASES.sessions(LISTENER)()
    session.add(Greeting(event_id="1", words="hello"))
    session.flush()
    with DATABASES.sessions(LISTENER).begin() as other:
        other.add(Greeting(event_id="2", words="hello"))

    with pytest.raises(AssertionError, match="left a transaction open"):
        DATABASES.reset()

    session.close()
    with DATABASES.sessions(LISTENER)() as other:
        assert other.scalar(select(func.count(Greeting.id))) == 1
