"""A conversation between two tiny services whose workers are processes that may die."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, sessionmaker

from corridor.child import leashed
from corridor.messaging.outbox import record
from tests.support.tiny.events import Greeted
from tests.support.tiny.models import Greeting

ROOT = Path(__file__).parents[2]
KILLED = -9


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The two databases, and the broker if there is one."""

    speaker: sessionmaker[Session]
    listener: sessionmaker[Session]
    urls: dict[str, str]
    amqp_url: str | None = None

    def say(self, *words: str) -> None:
        """Acknowledged when it returns: from here on it must be heard, once."""
        with self.speaker.begin() as session:
            for word in words:
                record(session, Greeted(words=word))

    def heard(self) -> list[str]:
        with self.listener() as session:
            return list(session.scalars(select(Greeting.words).order_by(Greeting.id)))

    def count(self, sessions: sessionmaker[Session], condition: Any) -> int:
        statement: Select[tuple[int]] = select(func.count()).where(condition)
        with sessions() as session:
            return session.execute(statement).scalar_one()

    def start(self, *names: str, fault: str = "") -> "subprocess.Popen[bytes]":
        """A worker process of both services, or of the one named."""
        command = [sys.executable, "-m", "tests.support.tiny.worker", *(names or ("speaker", "listener"))]
        environ = {f"DATABASE_URL_{name.upper()}": url for name, url in self.urls.items()}
        if self.amqp_url:
            environ["AMQP_URL"] = self.amqp_url
        return subprocess.Popen(
            leashed(command), cwd=ROOT, env={**os.environ, **environ, "CORRIDOR_FAULT": fault}
        )

    @contextmanager
    def working(self, *names: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Workers for as long as the block lasts; they must end by themselves when asked to."""
        process = self.start(*names)
        try:
            yield process
        finally:
            process.terminate()
            assert process.wait(30) == 0

    def die(self, *, fault: str = "") -> None:
        """Run workers until the fault has killed them."""
        assert self.start(fault=fault).wait(60) == KILLED


def eventually(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
