"""What is counted, and how much is too much.

An address of an office may stand for a hundred people, so limits by network address are wide; those by
account are narrow, and end with their window, so that no stranger can lock anybody out for good.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `most` in each `window`."""

    name: str
    most: int
    window: timedelta

    def window_start(self, now: datetime) -> datetime:
        """The window that `now` falls into; all start together, so that the database needs no memory."""
        seconds = int(self.window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)

    def seconds_left(self, now: datetime) -> int:
        """How long until the window ends."""
        return int((self.window_start(now) + self.window - now).total_seconds()) + 1


PASSWORD_BY_ACCOUNT = Limit(name="password/account", most=10, window=timedelta(minutes=15))
PASSWORD_BY_IP = Limit(name="password/ip", most=300, window=timedelta(minutes=15))
MAIL_BY_ADDRESS = Limit(name="mail/address", most=5, window=timedelta(minutes=30))
MAIL_BY_IP = Limit(name="mail/ip", most=200, window=timedelta(minutes=30))
CODE_BY_IP = Limit(name="code/ip", most=300, window=timedelta(minutes=15))
INVITE_BY_ACCOUNT = Limit(name="invite/account", most=200, window=timedelta(hours=24))
