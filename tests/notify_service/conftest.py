"""Fixtures of the notification service's tests."""

from corridor.testing import service_fixtures
from notify_service.service import SERVICE

app, client, session = service_fixtures(SERVICE)
