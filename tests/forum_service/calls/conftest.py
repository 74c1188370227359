"""Calls of the tests: opened by Alice in her topic, at noon of a certain day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from corridor.testing import DATABASES, settings_for
from corridor.testing.browser import Browser
from forum_service.calls.keeping import keep_calls
from forum_service.service import SERVICE
from tests.forum_service.conftest import Open
from tests.forum_service.moving_time import Noon, as_, noon
from tests.forum_service.news import news

__all__ = ["as_", "noon"]

OpenCall = Callable[..., str]
Later = Callable[[timedelta], None]


@pytest.fixture
def open_call(noon: Noon, alice: Browser, open_topic: Open) -> OpenCall:
    """Alice calls for consensus on a text, for ten days; the path of the call."""

    def open_(**form: str) -> str:
        open_topic()
        data = {"title": "The indicator", "raw": "We *use* it.", "closes_at": "2026-11-12T12:00", **form}
        answer = alice.post("/forum/t/1/calls", data=data)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.headers["Location"]

    return open_


@pytest.fixture
def later(noon: Noon) -> Later:
    """Let time pass and the worker do what is due."""

    def later_(time: timedelta) -> None:
        noon.shift(time)
        sessions, settings = DATABASES.sessions(SERVICE), settings_for(SERVICE)
        while keep_calls(sessions, settings):
            pass

    return later_


@pytest.fixture
def told(session: Session) -> Callable[[str], list[str]]:
    """Who was told of a matter, sorted."""

    def told_(what: str) -> list[str]:
        return sorted(one["account_id"] for facts in news(session, what) for one in facts["recipients"])

    return told_
