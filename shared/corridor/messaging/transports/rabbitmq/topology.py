"""Exchanges and queues, with arguments that mean the same on RabbitMQ 3.10 and 4."""

from collections.abc import Iterable
from typing import Any

import pika
from pika.exceptions import ChannelClosedByBroker

from corridor.messaging.loops import Misconfigured

EXCHANGE = "events"
DEAD = "events.dead"
PROBE = "corridor.probe"
# A consumer stores and acknowledges, so only one that dies while storing counts up to this.
_MOST_DELIVERIES = 20

# Reply codes that say "declared otherwise", "not allowed": trying again does not help.
_OUR_FAULT = frozenset({403, 406})


def parameters(url: str) -> pika.URLParameters:
    """How to connect: every wait has an end, so a frozen broker is noticed within half a minute."""
    found = pika.URLParameters(url)
    found.heartbeat = 10
    found.socket_timeout = 5
    found.stack_timeout = 10
    found.blocked_connection_timeout = 60
    found.connection_attempts = 1
    return found


def queue_name(service: str) -> str:
    """The queue of a consuming service. Other arguments need another version: a queue keeps its own."""
    return f"{service}.events.v1"


def dead_queue_name(service: str) -> str:
    """Where the broker puts what the service could never take."""
    return f"{service}.dead.v1"


def declare_exchange(channel: Any, **options: Any) -> None:
    """What a publisher needs."""
    channel.exchange_declare(EXCHANGE, exchange_type="topic", durable=True, **options)


def queue_exists(connection: pika.BlockingConnection, service: str) -> bool:
    """Whether the service has its queue already."""
    channel = connection.channel()
    try:
        channel.queue_declare(queue_name(service), passive=True)
    except ChannelClosedByBroker as error:
        if error.reply_code == 404:
            return False
        raise
    channel.close()
    return True


def declare_queue(channel: Any, service: str, types: Iterable[str]) -> None:
    """The queue of a service, its bindings, and where its poison would go. Safe to repeat."""
    try:
        declare_exchange(channel)
        channel.exchange_declare(DEAD, exchange_type="direct", durable=True)
        dead = dead_queue_name(service)
        channel.queue_declare(dead, durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(dead, DEAD, routing_key=service)
        channel.queue_declare(queue_name(service), durable=True, arguments=_arguments(service))
        for type_ in types:
            channel.queue_bind(queue_name(service), EXCHANGE, routing_key=type_)
    except ChannelClosedByBroker as error:
        if error.reply_code in _OUR_FAULT:
            raise Misconfigured(f"RabbitMQ refuses the queue of {service}: {error.reply_text}") from error
        raise


def _arguments(service: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-delivery-limit": _MOST_DELIVERIES,
        "x-dead-letter-exchange": DEAD,
        "x-dead-letter-routing-key": service,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
