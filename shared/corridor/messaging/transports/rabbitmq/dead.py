"""Brings back what the broker gave up on, because a consumer died on it again and again."""

import pika
from sqlalchemy.orm import Session, sessionmaker

from corridor.messaging import inbox
from corridor.messaging.envelope import readable
from corridor.messaging.transports.rabbitmq.topology import dead_queue_name, parameters


def revive(url: str, service: str, sessions: sessionmaker[Session]) -> int:
    """Store the dead letters of a service in its inbox, one by one. How many they were."""
    connection = pika.BlockingConnection(parameters(url))
    try:
        channel = connection.channel()
        number = 0
        while True:
            method, _properties, body = channel.basic_get(dead_queue_name(service))
            if method is None or body is None:
                return number
            with sessions.begin() as session:
                inbox.store(session, [readable(body)])
            channel.basic_ack(method.delivery_tag)
            number += 1
    finally:
        connection.close()
