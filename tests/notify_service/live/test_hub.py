"""What an open page is told, without a network."""

from uuid import UUID

import pytest

from corridor.ids import uuid7
from notify_service.live import rules
from notify_service.live.hub import Hub, Stream
from notify_service.live.rules import State
from notify_service.live.telling import _written, heard

ALICE, BOB = UUID(int=1), UUID(int=2)


def label(unread: int) -> str:
    """What a screen reader would say."""
    return f"{unread} unread"


def opened(hub: Hub, account: UUID = ALICE, *, state: State = State(), session: str = "s") -> Stream:
    """Somebody opens a page."""
    stream = Stream(account, session)
    hub.join(stream)
    stream.know(state)
    return stream


def said(stream: Stream, last_seen: int | None = None, *, more: int = 1) -> list[str]:
    """The first words to a page, after how long to wait before it comes back."""
    words = stream.words(last_seen, label)
    assert next(words).startswith(b"retry: ")
    return [next(words).decode() for _ in range(more)]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Heartbeats come at once."""
    monkeypatch.setattr(rules, "HEARTBEAT", 0.01)


def test_a_page_is_told_how_much_waits():
    assert said(opened(Hub(), state=State(7, 3))) == [
        'id: 7\nevent: unread\ndata: {"unread": 3, "label": "3 unread"}\n\n'
    ]


def test_a_page_that_knows_it_is_told_nothing():
    assert said(opened(Hub(), state=State(7, 3)), last_seen=7) == [": \n\n"]


def test_a_page_that_missed_something_is_told_the_count_of_now():
    assert said(opened(Hub(), state=State(9, 5)), last_seen=7)[0].startswith("id: 9\n")


def test_a_page_from_the_time_before_a_backup_forgets():
    first, then = said(opened(Hub(), state=State(2, 1)), last_seen=900, more=2)

    assert first.startswith("event: reset\n")
    assert then.startswith("id: 2\n")


def test_each_change_is_told_once_and_older_news_never():
    hub = Hub()
    stream = opened(hub, state=State(1, 1))
    words = stream.words(None, label)
    next(words), next(words)

    hub.deliver(ALICE, State(3, 2))
    hub.deliver(ALICE, State(2, 9))

    assert next(words).startswith(b"id: 3\n")
    assert next(words) == b": \n\n"


def test_what_concerns_one_is_not_told_to_another():
    hub = Hub()
    hers, his = opened(hub, ALICE), opened(hub, BOB)

    hub.deliver(BOB, State(1, 1))

    assert (hers.state, his.state) == (State(), State(1, 1))


def test_ended_sessions_end_their_pages_and_no_others():
    hub = Hub()
    streams = [
        opened(hub, ALICE, session="a"),
        opened(hub, ALICE, session="b"),
        opened(hub, BOB, session="c"),
    ]

    hub.end(sessions={"a"}, accounts={BOB})

    assert [len(list(stream.words(0, label))) == 1 for stream in streams if stream.session_id != "b"] == [
        True,
        True,
    ]
    assert said(streams[1], last_seen=0) == [": \n\n"]


def test_a_closing_process_lets_everybody_go():
    hub = Hub()
    stream = opened(hub)

    hub.close()

    assert len(list(stream.words(0, label))) == 1


def test_who_left_is_not_counted():
    hub = Hub()
    one, other = opened(hub), opened(hub)

    for _ in range(2):
        hub.leave(one)

    assert (hub.size, hub.accounts()) == (1, [ALICE])
    hub.leave(other)
    assert (hub.size, hub.accounts()) == (0, [])


def test_a_connection_does_not_last_for_ever(monkeypatch):
    monkeypatch.setattr(rules, "LIFE", 0)

    assert len(list(opened(Hub()).words(0, label))) == 1


@pytest.mark.parametrize("header", [None, "", "x", "-1", "1.5", "٣", "9" * 30])
def test_what_no_page_of_ours_has_seen_counts_as_nothing(header):
    assert rules.last_seen(header) is None


def test_what_is_called_out_is_heard():
    counts = [(uuid7(), State(number, number * 2)) for number in range(100)]

    written = _written(counts)

    assert list(heard(written)) == counts
    assert len(written) < 8000
