"""The one place that reads the wall clock, so that tests can move it (time_machine)."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)
