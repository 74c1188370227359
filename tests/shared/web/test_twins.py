"""Two requests with the same key at the same time."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from corridor.testing import ALICE, client_for, sign_in
from tests.support.notes.models import Memo
from tests.support.notes.service import NOTES

pytestmark = pytest.mark.integration


def test_twins_take_effect_once_and_both_get_the_answer(session):
    browsers = [sign_in(client_for(NOTES), ALICE) for _ in range(6)]
    together, locations = Barrier(6), []

    def send(browser):
        together.wait()
        locations.append(browser.post("/notes/new", data={"title": "Wetlands", "_key": "twin"}).location)

    threads = [Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(locations)) == 1
    assert session.scalar(select(func.count()).select_from(Memo)) == 1
