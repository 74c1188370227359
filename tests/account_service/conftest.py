"""What the tests of account_service begin with."""

from account_service.service import SERVICE
from corridor.testing import service_fixtures

app, client, session = service_fixtures(SERVICE)
