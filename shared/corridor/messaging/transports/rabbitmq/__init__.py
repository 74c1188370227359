"""Events over RabbitMQ: one durable topic exchange, one quorum queue a consuming service."""

from corridor.messaging.transports.rabbitmq.consumer import RabbitConsumer
from corridor.messaging.transports.rabbitmq.dead import revive
from corridor.messaging.transports.rabbitmq.probe import probe_queue
from corridor.messaging.transports.rabbitmq.publisher import RabbitPublisher

__all__ = ["RabbitConsumer", "RabbitPublisher", "probe_queue", "revive"]
