"""The open pages of this process, by account."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from time import monotonic
from uuid import UUID

from gevent.event import Event

from notify_service.live import rules
from notify_service.live.rules import State


class Stream:
    """One open page: what it was told last, and what it is to be told."""

    __slots__ = ("_ended", "_news", "_sent", "account_id", "session_id", "state")

    def __init__(self, account_id: UUID, session_id: str) -> None:
        self.account_id = account_id
        self.session_id = session_id
        self.state = State()
        self._sent: int | None = None
        self._ended = False
        self._news = Event()

    def know(self, state: State) -> None:
        """The count is this now; an older one changes nothing."""
        if state.sequence > self.state.sequence:
            self.state = state
            self._news.set()

    def end(self) -> None:
        """Let the page come back and show anew who it is."""
        self._ended = True
        self._news.set()

    def words(self, last_seen: int | None, label: Callable[[int], str]) -> Iterator[bytes]:
        """All that is said to the page, for as long as it listens."""
        until = monotonic() + rules.life()
        yield rules.opening()
        if last_seen is not None and last_seen > self.state.sequence:
            yield rules.reset()
        elif last_seen == self.state.sequence:
            self._sent = last_seen
        while not self._ended and monotonic() < until:
            self._news.clear()
            if self._sent != self.state.sequence:
                self._sent = self.state.sequence
                yield rules.event(self.state, label(self.state.unread))
            elif not self._news.wait(rules.pause()):
                yield rules.heartbeat()


class Hub:
    """Who listens here."""

    def __init__(self) -> None:
        self._streams: dict[UUID, set[Stream]] = defaultdict(set)
        self.size = 0

    def join(self, stream: Stream) -> None:
        """From now on the page hears of changes."""
        self._streams[stream.account_id].add(stream)
        self.size += 1

    def leave(self, stream: Stream) -> None:
        """The page is gone."""
        streams = self._streams.get(stream.account_id, set())
        if stream in streams:
            streams.remove(stream)
            self.size -= 1
        if not streams:
            self._streams.pop(stream.account_id, None)

    def count_of(self, account_id: UUID) -> int:
        """How many pages of an account are open here."""
        return len(self._streams.get(account_id, ()))

    def accounts(self) -> list[UUID]:
        """Whose pages are open."""
        return list(self._streams)

    def deliver(self, account_id: UUID, state: State) -> None:
        """Tell all pages of an account."""
        for stream in self._streams.get(account_id, ()):
            stream.know(state)

    def end(self, *, sessions: Collection[str] = (), accounts: Collection[UUID] = ()) -> None:
        """End the pages of sessions or accounts that hold no more."""
        for stream in self._all():
            if stream.session_id in sessions or stream.account_id in accounts:
                stream.end()

    def close(self) -> None:
        """End them all: the process stops, and they come back to the next one."""
        for stream in self._all():
            stream.end()

    def _all(self) -> list[Stream]:
        return [stream for streams in self._streams.values() for stream in streams]
