"""The worker process: those of all services, which meet directly, or by RabbitMQ where AMQP_URL is set."""

from allinone.services import SERVICES, settings_of
from corridor.messaging.worker import run_workers

if __name__ == "__main__":
    run_workers([(service, settings_of(service)) for service in SERVICES])
