"""Moves events between services inside a test, without a broker and without waiting."""

import psycopg

from corridor.messaging.event import Permanent, Transient
from corridor.messaging.relay import publish_batch
from corridor.messaging.transports.direct import DirectTransport, Subscriber
from corridor.messaging.working import Outcome, work
from corridor.service import Service
from corridor.testing.databases import DATABASES


def deliver(*services: Service) -> list[Outcome]:
    """Move what the services recorded into each other's inboxes and work it, until all is quiet.

    Handlers record further events; these are delivered too. What a handler raised fails the test, unless it
    is Transient or Permanent: those are outcomes, returned with all others.
    """
    transport = DirectTransport([Subscriber(one, DATABASES.sessions(one)) for one in services])
    outcomes: list[Outcome] = []
    while True:
        moved = sum(_relay(service, transport) for service in services)
        worked = [outcome for service in services for outcome in _work(service)]
        outcomes += worked
        if not moved and not worked:
            return outcomes


def _relay(service: Service, transport: DirectTransport) -> int:
    with psycopg.connect(DATABASES.of(service).url, autocommit=True) as connection:
        return publish_batch(connection, transport)


def _work(service: Service) -> list[Outcome]:
    outcomes = work(DATABASES.sessions(service), service.handlers)
    for outcome in outcomes:
        if outcome.error is not None and not isinstance(outcome.error, Transient | Permanent):
            raise outcome.error
    return outcomes
