"""Keys grow with time, and the demo world has the same ids everywhere."""

from datetime import UTC, datetime

import time_machine

from corridor.clock import now
from corridor.ids import demo_id, uuid7


def test_uuid7_grows_with_time() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)):
        earlier = uuid7()
    with time_machine.travel(datetime(2026, 1, 2, tzinfo=UTC)):
        later = uuid7()

    assert earlier < later
    assert (earlier.version, earlier.variant) == (7, "specified in RFC 4122")


def test_uuid7_is_never_the_same_within_a_millisecond() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        assert len({uuid7() for _ in range(1000)}) == 1000


def test_demo_ids_are_stable() -> None:
    assert demo_id("account", "amina.diallo") == demo_id("account", "amina.diallo")
    assert demo_id("account", "amina.diallo") != demo_id("provider", "amina.diallo")


def test_now_is_aware_and_utc() -> None:
    assert now().tzinfo is UTC
