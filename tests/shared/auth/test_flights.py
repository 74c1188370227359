"""One call at a time for one thing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from corridor.auth.flights import Flights


class Arrival(str):  # noqa: SLOT000  it has an event of its own
    """A key that tells when it was looked up, which happens under the lock."""

    def __init__(self, _text):
        self.looked_up = Event()

    def __hash__(self):
        self.looked_up.set()
        return super().__hash__()


def test_who_comes_meanwhile_shares_the_answer():
    flights, begun, go_on = Flights(), Event(), Event()

    def call():
        begun.set()
        go_on.wait(30)
        return "the answer"

    def refuse():
        raise AssertionError("asked twice")

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(flights.share, "sid", call)
        begun.wait(30)
        with ThreadPoolExecutor(3) as others:
            arrivals = [Arrival("sid") for _ in range(3)]
            waiting = [others.submit(flights.share, arrival, refuse) for arrival in arrivals]
            assert all(arrival.looked_up.wait(30) for arrival in arrivals)
            go_on.set()
        answers = {first.result(30), *(one.result(30) for one in waiting)}

    assert answers == {"the answer"}


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
