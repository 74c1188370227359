"""Asks a queue whether it really takes messages; the broker's own lists call a dead queue "running"."""

from uuid import uuid4

from corridor.messaging.envelope import Message
from corridor.messaging.transports import TransportDown
from corridor.messaging.transports.rabbitmq.publisher import RabbitPublisher
from corridor.messaging.transports.rabbitmq.topology import PROBE, queue_name


def probe_queue(url: str, service: str, *, seconds: float = 10) -> str | None:
    """What is wrong with the queue of a service; None when it confirmed a message in time.

    The message goes to that queue alone; its consumer drops it.
    """
    publisher = RabbitPublisher(url, confirm_seconds=seconds)
    message = Message(id=uuid4(), type=PROBE, body="{}")
    try:
        receipt = publisher.publish([message], exchange="", routing_key=queue_name(service))
    except TransportDown as error:
        return str(error)
    finally:
        publisher.close()
    if message.id in receipt.returned:
        return "the queue does not exist"
    return None if message.id in receipt.confirmed else "the queue refused the message"
