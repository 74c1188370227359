"""What an open page is told, in the words of server-sent events."""

import json
import random
from typing import NamedTuple

# An open page gets a word now and then, so that both sides notice when the other one is gone.
HEARTBEAT = 25
# A connection ends after a while: the next one is checked anew, session and all.
LIFE = 900
# After a restart the pages come back spread over so many milliseconds.
BACK_BETWEEN = (1_000, 12_000)
# Nobody takes the places of all others: a browser needs one, and one that vanished is noticed late.
MOST_EACH = 20
# How long a page that found no place asks by polling before it tries again.
NO_PLACE = (60, 300)


class State(NamedTuple):
    """How much is unread; `sequence` grows with each change, and is the id of the event."""

    sequence: int = 0
    unread: int = 0


def opening() -> bytes:
    """What a connection begins with: how long to wait before coming back."""
    return f"retry: {random.randint(*BACK_BETWEEN)}\n\n".encode()  # noqa: S311  it spreads, it hides nothing


def event(state: State, label: str) -> bytes:
    """The count, and what a screen reader says of the bell."""
    data = json.dumps({"unread": state.unread, "label": label}, ensure_ascii=False)
    return f"id: {state.sequence}\nevent: unread\ndata: {data}\n\n".encode()


def reset() -> bytes:
    """What the page knows is of another time, after a backup was put back: it is to forget it."""
    return b"event: reset\ndata: {}\n\n"


def heartbeat() -> bytes:
    """A comment, which no page sees."""
    return b": \n\n"


def last_seen(header: str | None) -> int | None:
    """The id that the page saw last; None for a page that saw nothing yet."""
    return int(header) if header and header.isascii() and header.isdigit() and len(header) < 19 else None


def pause() -> float:
    """Until the next heartbeat; not the same for all, who may have come at once."""
    return HEARTBEAT * random.uniform(0.8, 1.2)  # noqa: S311


def life() -> float:
    """How long this connection may last."""
    return LIFE * random.uniform(0.8, 1.2)  # noqa: S311
