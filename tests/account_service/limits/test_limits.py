"""Counting tries."""

from datetime import UTC, datetime, timedelta

import pytest

from account_service.limits.actions import TooManyTries, count_try
from account_service.limits.rules import Limit
from account_service.service import SERVICE

TWICE = Limit(name="test", most=2, window=timedelta(minutes=1))


def test_the_third_try_is_too_much_until_the_window_ends(service_sessions):
    import time_machine

    sessions = service_sessions(SERVICE)
    with time_machine.travel(datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC), tick=False) as traveller:
        count_try(sessions, TWICE, "alice")
        count_try(sessions, TWICE, "alice")
        with pytest.raises(TooManyTries) as refused:
            count_try(sessions, TWICE, "alice")
        traveller.shift(60)
        count_try(sessions, TWICE, "alice")

    assert 50 <= refused.value.retry_after <= 51


def test_everybody_is_counted_alone(service_sessions):
    sessions = service_sessions(SERVICE)
    for who in ("alice", "bob"):
        count_try(sessions, TWICE, who)
        count_try(sessions, TWICE, who)
