"""One call at a time for one thing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from corridor.auth.flights import Flights


def test_who_comes_meanwhile_shares_the_answer():
    flights, calls, begun, go_on = Flights(), [], Event(), Event()

    def call():
        calls.append(1)
        begun.set()
        go_on.wait(5)
        return len(calls)

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(flights.share, "sid", call)
        begun.wait(5)
        others = [pool.submit(flights.share, "sid", call) for _ in range(3)]
        pool.submit(_release_when_all_wait, others, go_on)
        assert {first.result(5), *(one.result(5) for one in others)} <= {1, 2}

    assert len(calls) <= 2


def _release_when_all_wait(others, go_on):
    while not all(one.running() for one in others):
        pass
    go_on.set()


def test_an_error_reaches_all_and_is_forgotten():
    flights = Flights()

    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        flights.share("sid", fail)
    assert flights.share("sid", lambda: "yes") == "yes"


def test_different_things_do_not_wait_for_each_other():
    flights, together = Flights(), Barrier(2)

    with ThreadPoolExecutor(2) as pool:
        waits = [pool.submit(flights.share, key, lambda: together.wait(5)) for key in ("a", "b")]
        assert {one.result(5) for one in waits} == {0, 1}
