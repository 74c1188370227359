"""Engines and the one commit at the edge."""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker

from corridor.settings import Settings

# Seconds after which an idle connection is asked before it is used.
QUIET = 30


def make_engine(settings: Settings) -> Engine:
    """An engine on the service's database; its pool opens connections on first use (safe over fork).

    A statement has 15 s, a lock 5 s, an idle transaction 60 s: a stuck page never takes the service along.
    """
    url = settings.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    limits = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
    engine = create_engine(
        url,
        pool_size=settings.db_pool,
        max_overflow=4,
        connect_args={"options": f"-c timezone=UTC {limits}", "connect_timeout": 5},
    )
    _check_doubtful(engine)
    return engine


def _check_doubtful(engine: Engine) -> None:
    """Ask a pooled connection whether it lives where there is doubt, not before each use.

    The pool's own pre-ping costs three round trips a request, of eight. A server that went away has closed
    the socket, which the socket tells for free; a line that died silently shows after a quiet while.
    """

    def note(_connection: Any, record: Any) -> None:
        record.info["left_at"] = time.monotonic()

    def check(connection: Any, record: Any, _proxy: Any) -> None:
        left_at = record.info.get("left_at")
        if left_at is None or not _doubtful(connection, idle=time.monotonic() - left_at):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", check)


def _doubtful(connection: Any, *, idle: float) -> bool:
    if idle > QUIET or connection.closed:
        return True
    # An idle connection has nothing to say, unless it is that it ends.
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """The session factory of one service; objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that commits once when the block ends, or rolls back on any error."""
    with sessions() as session, session.begin():
        yield session
