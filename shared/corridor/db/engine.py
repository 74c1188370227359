"""Engines and the one commit at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from corridor.settings import Settings


def make_engine(settings: Settings) -> Engine:
    """An engine on the service's database; its pool opens connections on first use (safe over fork).

    A statement has 15 s, a lock 5 s, an idle transaction 60 s: a stuck page never takes the service along.
    """
    url = settings.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    limits = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
    return create_engine(
        url,
        pool_size=settings.db_pool,
        max_overflow=4,
        pool_pre_ping=True,
        connect_args={"options": f"-c timezone=UTC {limits}", "connect_timeout": 5},
    )


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """The session factory of one service; objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that commits once when the block ends, or rolls back on any error."""
    with sessions() as session, session.begin():
        yield session
