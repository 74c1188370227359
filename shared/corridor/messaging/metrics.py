"""Figures of the messages for /metrics: what waits and for how long, read when somebody asks."""

from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from corridor.messaging.state import state_of


class MessageFigures(Collector):
    """The state of outbox and inbox of one service; nothing while its database is away."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing in advance: registering must not ask the database."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        try:
            with self._sessions() as session:
                state = state_of(session)
        except SQLAlchemyError:
            return
        yield _gauge("outbox_unpublished", "Events that wait for the relay", state.unpublished)
        yield _gauge("outbox_unheard", "Events that nobody has a queue for", state.unheard)
        yield _gauge(
            "outbox_oldest_seconds", "Age of the oldest to publish", state.oldest_unpublished.total_seconds()
        )
        yield _gauge("inbox_pending", "Events that wait for their handler", state.pending)
        yield _gauge(
            "inbox_oldest_seconds", "Age of the oldest to work", state.oldest_pending.total_seconds()
        )
        yield _gauge("inbox_parked", "Events that need a person", state.parked)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"corridor_{name}", meaning, value=value)
