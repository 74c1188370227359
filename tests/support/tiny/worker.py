"""The workers of tiny services as a process: python -m tests.support.tiny.worker speaker listener."""

import sys

from corridor.messaging.worker import run_workers
from tests.support.tiny.service import LISTENER, SPEAKER

if __name__ == "__main__":
    chosen = [service for service in (SPEAKER, LISTENER) if service.name in sys.argv[1:]]
    run_workers([(service, service.settings.from_env(service.name)) for service in chosen])
