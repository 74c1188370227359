"""Hears of new rows at their commit, with a poll as safety net."""

from types import TracebackType
from typing import Self

import psycopg


class Bell:
    """A database session that listens to one channel ("outbox", "inbox")."""

    def __init__(self, url: str, channel: str) -> None:
        self.connection = psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=5,
            application_name=f"corridor-{channel}",
            options="-c statement_timeout=15000 -c lock_timeout=5000",
            # A peer that vanished without a word is noticed within half a minute.
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )
        self.connection.execute(f"LISTEN {channel}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def wait(self, seconds: float) -> None:
        """Until it rings, or for that long."""
        for _ in self.connection.notifies(timeout=seconds, stop_after=1):
            return

    def take_lock(self, number: int) -> bool:
        """Try to hold an advisory lock for as long as this session lives."""
        row = self.connection.execute("SELECT pg_try_advisory_lock(%s)", [number]).fetchone()
        return bool(row and row[0])
