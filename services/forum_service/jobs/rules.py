"""How long jobs may take, wait and be kept."""

from datetime import timedelta

# A worker says it lives every few seconds; after this silence another one takes its job over.
SILENT = timedelta(seconds=60)
BEAT = 5.0
MOST_TRIES = 3
# What broke is let alone for a while, after each try a longer one.
PAUSE = timedelta(seconds=30)
KEPT = timedelta(days=7)
# Work under way at once of one account: an office sharing one line shares the worker too.
MOST_ACTIVE = 5
# Whoever waited longer has left the page: the end is told.
LONG = timedelta(seconds=30)


def percent(done: int, total: int) -> int:
    """How far a job is, in whole percent; never 100 before its end."""
    return min(99, done * 100 // total) if total > 0 else 0
