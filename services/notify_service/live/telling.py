"""How counts are called out in the database, at the commit that changes them: numbers, nothing else."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from notify_service.live.rules import State

CHANNEL = "live"
# The database takes 8,000 bytes a call; one count has some sixty.
_AT_ONCE = 100


def call_out(session: Session, counts: Sequence[tuple[UUID, State]]) -> None:
    """Tell the processes that hold open pages; they hear it with the commit, or not at all."""
    for start in range(0, len(counts), _AT_ONCE):
        session.execute(select(func.pg_notify(CHANNEL, _written(counts[start : start + _AT_ONCE]))))


def _written(counts: Sequence[tuple[UUID, State]]) -> str:
    return "\n".join(f"{account_id.hex} {state.sequence} {state.unread}" for account_id, state in counts)


def heard(payload: str) -> Iterator[tuple[UUID, State]]:
    """What was called out."""
    for line in payload.splitlines():
        account_id, sequence, unread = line.split()
        yield UUID(account_id), State(sequence=int(sequence), unread=int(unread))
