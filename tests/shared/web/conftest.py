"""Tests of the frame look at it through the service of notes."""

from corridor.testing import service_fixtures
from tests.support.notes.service import NOTES

app, client, session = service_fixtures(NOTES)
