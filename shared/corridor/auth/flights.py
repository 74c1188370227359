"""One call at a time for one thing: who comes while it is under way gets the same answer."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Flights(Generic[T]):
    """Shares the result of a running call among the threads that ask for the same key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, Future[T]] = {}

    def share(self, key: str, call: Callable[[], T]) -> T:
        """The result of `call`, or of the call for `key` that is already on its way."""
        with self._lock:
            flight = self._under_way.get(key)
            mine = flight is None
            if flight is None:
                flight = self._under_way[key] = Future()
        return self._fly(key, flight, call) if mine else flight.result()

    def _fly(self, key: str, flight: "Future[T]", call: Callable[[], T]) -> T:
        try:
            flight.set_result(call())
        except BaseException as error:
            flight.set_exception(error)
        finally:
            with self._lock:
                del self._under_way[key]
        return flight.result()
