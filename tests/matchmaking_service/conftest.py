"""What the tests of matchmaking begin with."""

from corridor.testing import service_fixtures
from matchmaking_service.service import SERVICE

app, client, session = service_fixtures(SERVICE)
