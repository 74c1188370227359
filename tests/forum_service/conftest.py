"""What the forum's tests begin with."""

from corridor.testing import service_fixtures
from forum_service.service import SERVICE

app, client, session = service_fixtures(SERVICE)
