"""How fast mails go to one domain: a large provider that gets a thousand at once takes us for spammers."""

from datetime import UTC, datetime, timedelta
from threading import Lock

# So many seconds' worth of mails may go at once after a quiet while.
_BURST = timedelta(seconds=10)
_SLOWEST = 64.0
_MOST_DOMAINS = 10_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Pace:
    """Gives each mail its turn at its domain; a domain that says "too many" gets them slower for a while.

    Kept in memory and shared by the lanes of one mailer: after a restart it begins anew, with one burst.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        # When the line of a domain is through, and by how much it has been slowed down.
        self._through: dict[str, datetime] = {}
        self._slowness: dict[str, float] = {}

    def turn(self, domain: str, now: datetime, *, a_minute: int) -> datetime:
        """When a mail to that domain may go: now, or at a moment that is its own."""
        if a_minute <= 0:
            return now
        with self._lock:
            self._forget(now)
            step = timedelta(minutes=1) / a_minute * self._slowness.get(domain, 1.0)
            through = max(self._through.get(domain, _LONG_AGO), now)
            self._through[domain] = through + step
            return max(now, through + step - max(_BURST, step))

    def slow_down(self, domain: str) -> None:
        """The domain did not want a mail for now."""
        with self._lock:
            self._slowness[domain] = min(self._slowness.get(domain, 1.0) * 2, _SLOWEST)

    def speed_up(self, domain: str) -> None:
        """The domain took a mail: by and by it gets them as fast as the others."""
        with self._lock:
            slowness = self._slowness.pop(domain, 1.0) * 0.8
            if slowness > 1.0:
                self._slowness[domain] = slowness

    def _forget(self, now: datetime) -> None:
        if len(self._through) > _MOST_DOMAINS:
            self._through = {domain: moment for domain, moment in self._through.items() if moment > now}
