"""Engines and the one commit at the edge."""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, sessionmaker

from corridor.settings import Settings

# Seconds after which an idle connection is asked before it is used.
QUIET = 30
_SETTINGS = "corridor_settings"


def make_engine(settings: Settings) -> Engine:
    """An engine on the service's database; its pool opens connections on first use (safe over fork).

    A statement has 15 s, a lock 5 s, an idle transaction 60 s: a stuck page never takes the service along.
    """
    url = settings.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    # Compiling a plan costs tens of milliseconds and pays only for reports, of which there are none.
    limits = "-c jit=off -c statement_timeout=15000 -c lock_timeout=5000"
    limits += " -c idle_in_transaction_session_timeout=60000"
    engine = create_engine(
        url,
        pool_size=settings.db_pool,
        max_overflow=4,
        connect_args={"options": f"-c timezone=UTC {limits}", "connect_timeout": 5},
        execution_options={_SETTINGS: settings},
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


def settings_of(session: Session) -> Any:
    """The settings that the session's database was opened with: for actions that keep files beside it."""
    return session.get_bind().get_execution_options()[_SETTINGS]


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """The session factory of one service; objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


def make_reading_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions for pages: each statement for itself, without the round trips of BEGIN and ROLLBACK.

    They refuse to write and to lock until `begin_transaction`.
    """
    alone = engine.execution_options(isolation_level=_ALONE)
    return sessionmaker(alone, class_=ReadingSession, expire_on_commit=False)


class ReadingSession(Session):
    """A session whose statements are not part of a transaction until one begins."""

    in_earnest = False
    together = False


_ALONE = "AUTOCOMMIT"
_TOGETHER = "READ COMMITTED"


def begin_transaction(session: Session) -> None:
    """Let what follows be one transaction, up to the commit or rollback; nothing new for other sessions."""
    if isinstance(session, ReadingSession) and not session.in_earnest:
        session.commit()
        session.connection(execution_options={"isolation_level": _TOGETHER})
        session.in_earnest = True


@contextmanager
def reading_together(session: Session) -> Iterator[None]:
    """Statements that read as one: settings and time limits set along the way hold up to the end.

    Within such a block, or in a session that writes already, it changes nothing.
    """
    if not isinstance(session, ReadingSession) or session.in_earnest or session.together:
        yield
        return
    session.commit()
    session.connection(execution_options={"isolation_level": _TOGETHER})
    session.together = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.together = False


@event.listens_for(ReadingSession, "after_transaction_end")
def _read_again(session: ReadingSession, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.in_earnest = False


@event.listens_for(ReadingSession, "before_flush")
def _refuse_write(session: ReadingSession, *_: Any) -> None:
    if not session.in_earnest:
        raise RuntimeError("a write outside of transaction() would not be undone by an error")


@event.listens_for(ReadingSession, "do_orm_execute")
def _refuse_lock(state: ORMExecuteState) -> None:
    session: Any = state.session
    changes = state.is_insert or state.is_update or state.is_delete
    locks = getattr(state.statement, "_for_update_arg", None) is not None
    if (changes or locks) and not session.in_earnest:
        raise RuntimeError("a write or a lock outside of transaction() would hold for one statement only")


@contextmanager
def transaction(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that commits once when the block ends, or rolls back on any error."""
    with sessions() as session, session.begin():
        yield session
