"""A clock that tests move by hand. Whoever is signed in stays so: their tokens are renewed as time passes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from corridor.demo import Person
from corridor.testing import client_for, sign_in
from corridor.testing.browser import Browser
from forum_service.service import SERVICE
from tests.forum_service.conftest import As

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Noon:
    """Noon of a certain day, and what comes after."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller
        self.browsers: list[tuple[Browser, Person]] = []

    def shift(self, time: timedelta) -> None:
        """Let time pass."""
        self._traveller.shift(time)
        for browser, who in self.browsers:
            sign_in(browser, who)


@pytest.fixture
def noon() -> Iterator[Noon]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield Noon(traveller)


@pytest.fixture
def as_(noon: Noon) -> As:
    """A browser of its own for somebody, signed in however late it gets."""

    def browser(who: Person) -> Browser:
        client = sign_in(client_for(SERVICE), who)
        noon.browsers.append((client, who))
        return client

    return browser
