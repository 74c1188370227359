"""The worker: relays events, takes them in, works them, keeps the schedule. Pages go on without it."""

import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import structlog
from sqlalchemy.orm import Session, sessionmaker

from corridor.db import make_engine, make_sessions
from corridor.messaging.bell import Bell
from corridor.messaging.loops import Loop, Misconfigured, Stop
from corridor.messaging.relay import relay
from corridor.messaging.schedule import AT_ONCE, jobs_of, keep_schedule
from corridor.messaging.subscribing import with_library_handlers
from corridor.messaging.transports import Transport
from corridor.messaging.transports.direct import DirectTransport, Subscriber
from corridor.messaging.transports.rabbitmq import RabbitConsumer, RabbitPublisher
from corridor.messaging.working import work
from corridor.service import Service
from corridor.settings import Settings, SettingsError
from corridor.web.tracing import configure_logs

log = structlog.get_logger("corridor.messaging.worker")


@dataclass(frozen=True)
class Part:
    """One service in a worker."""

    service: Service
    settings: Settings
    sessions: sessionmaker[Session]


def run_worker(service: Service, settings: Settings) -> None:
    """Run the worker of one service until SIGTERM; it meets the others through the broker."""
    if settings.amqp_url is None:
        raise SettingsError(
            "AMQP_URL is not set: without a broker the workers of all services run in one process (bin/run)"
        )
    run_workers([(service, settings)])


def run_workers(services: Sequence[tuple[Service, Settings]], *, transport: str | None = None) -> None:
    """Run the workers of several services in this process until SIGTERM or SIGINT.

    `transport` is "direct" (straight into each other's inboxes) or "rabbitmq"; by default the latter where
    there is an AMQP_URL.
    """
    configure_logs()
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.tell())
    try:
        run_loops(services, transport=transport, stop=stop)
    except Misconfigured as error:
        raise SystemExit(str(error)) from None


def run_loops(
    services: Sequence[tuple[Service, Settings]], *, stop: Stop, transport: str | None = None
) -> None:
    """Start all loops and return when they have ended, each at the end of what it has in hand."""
    parts = [_part(service, settings) for service, settings in services]
    by_broker = (transport or _default_transport(parts)) == "rabbitmq"
    loops = [loop for part in parts for loop in _loops(part, parts, stop, by_broker=by_broker)]
    for loop in loops:
        loop.start()
    log.info("worker_started", services=[part.service.name for part in parts], by_broker=by_broker)
    stop.wait()
    for loop in loops:
        loop.join()
    for part in parts:
        part.sessions.kw["bind"].dispose()
    log.info("worker_ended")
    if stop.reason is not None:
        raise stop.reason


def _part(service: Service, settings: Settings) -> Part:
    # Two connections for each job that runs, and some for the inbox, the consumer and the relay.
    pool = max(settings.db_pool, 2 * AT_ONCE + 4)
    return Part(service, settings, make_sessions(make_engine(replace(settings, db_pool=pool))))


def _default_transport(parts: Sequence[Part]) -> str:
    return "rabbitmq" if all(part.settings.amqp_url for part in parts) else "direct"


def _loops(part: Part, parts: Sequence[Part], stop: Stop, *, by_broker: bool) -> list[Loop]:
    turns: dict[str, Callable[[Stop], None]] = {"inbox": partial(_work_inbox, part)}
    places = threading.BoundedSemaphore(AT_ONCE)
    for job in jobs_of(part.service):
        turns[f"job-{job.name}"] = partial(keep_schedule, job, part.sessions, part.settings, places)
    if by_broker:
        # What is said before our own queue is there could not be announced to it: see subscribing.py.
        bound = threading.Event()
        turns["consumer"] = partial(_consume, part, bound)
        turns["relay"] = partial(_relay_by_broker, part, bound)
    else:
        turns["relay"] = partial(_relay_direct, part, parts)
    return [Loop(f"{part.service.name}-{name}", turn, stop=stop) for name, turn in turns.items()]


def _work_inbox(part: Part, stop: Stop) -> None:
    handlers = with_library_handlers(part.service)
    with Bell(part.settings.database_url, "inbox") as bell:
        while not stop():
            if not work(part.sessions, handlers, stopping=stop):
                bell.wait(1)


def _relay_direct(part: Part, parts: Sequence[Part], stop: Stop) -> None:
    _relay(part, DirectTransport([Subscriber(one.service, one.sessions) for one in parts]), stop)


def _relay_by_broker(part: Part, bound: threading.Event, stop: Stop) -> None:
    while not stop() and not bound.wait(0.5):
        pass
    _relay(part, RabbitPublisher(part.settings.amqp_url or ""), stop)


def _relay(part: Part, transport: Transport, stop: Stop) -> None:
    try:
        relay(part.settings.database_url, transport, stop)
    finally:
        transport.close()


def _consume(part: Part, bound: threading.Event, stop: Stop) -> None:
    consumer = RabbitConsumer(part.settings.amqp_url or "", part.service, part.sessions)
    consumer.run(stop, bound=bound.set)
