"""Threads of a worker: each repeats one dull loop, survives errors with growing pauses, ends when told to."""

import threading
from collections.abc import Callable

import structlog

LONGEST_PAUSE = 30.0

log = structlog.get_logger("corridor.messaging.loops")


class Misconfigured(Exception):
    """Trying again will not help: the worker ends and says why."""


class Stop:
    """Told once, by a signal or by a loop that cannot go on."""

    def __init__(self) -> None:
        self._told = threading.Event()
        self.reason: Exception | None = None

    def __call__(self) -> bool:
        return self._told.is_set()

    def tell(self, reason: Exception | None = None) -> None:
        self.reason = self.reason or reason
        self._told.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether the end came within that time."""
        return self._told.wait(seconds)


class Loop(threading.Thread):
    """Runs `turn(stop)` again and again. A turn lasts until it fails or the end has come."""

    def __init__(self, name: str, turn: Callable[[Stop], None], *, stop: Stop) -> None:
        super().__init__(name=name)
        self._turn = turn
        self._stop_sign = stop

    def run(self) -> None:
        failures = 0
        while not self._stop_sign():
            try:
                self._turn(self._stop_sign)
                failures = 0
            except Misconfigured as error:
                self._stop_sign.tell(error)
            except Exception as error:
                failures += 1
                log.warning("loop_failed", loop=self.name, error=f"{type(error).__name__}: {error}"[:500])
                self._stop_sign.wait(min(0.5 * 2**failures, LONGEST_PAUSE))
