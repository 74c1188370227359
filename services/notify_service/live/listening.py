"""What keeps the open pages right: hearing changes as they are committed, and looking round now and then."""

from collections.abc import Callable

import gevent
import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from notify_service.live.hub import Hub
from notify_service.live.queries import revoked_now, states_of
from notify_service.live.telling import CHANNEL, heard

log = structlog.get_logger("notify.live")
# A change that was not heard is seen after so many seconds, and a session that ended is noticed.
ROUND = 20
AGAIN = 2


def listen(url: str, hub: Hub, look: Callable[[], None]) -> None:
    """Hear for ever; after each interruption whatever was missed is looked up."""
    while True:
        try:
            _listen_once(url, hub, look)
        except (psycopg.Error, SQLAlchemyError, OSError) as error:
            log.warning("live_listener_interrupted", error=str(error))
        gevent.sleep(AGAIN)


def _listen_once(url: str, hub: Hub, look: Callable[[], None]) -> None:
    with psycopg.connect(
        url,
        autocommit=True,
        connect_timeout=5,
        # A peer that vanished without a word is noticed within half a minute.
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
    ) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        look()
        for call in connection.notifies():
            for account_id, state in heard(call.payload):
                hub.deliver(account_id, state)


class Round:
    """One look at the database for all open pages."""

    def __init__(self, hub: Hub, sessions: sessionmaker[Session]) -> None:
        self._hub = hub
        self._sessions = sessions
        self._known: set[int] = set()

    def __call__(self) -> None:
        """Counts that changed, sessions that ended."""
        with self._sessions() as session:
            for account_id, state in states_of(session, self._hub.accounts()).items():
                self._hub.deliver(account_id, state)
            revoked = revoked_now(session, now=clock.now())
        new = [whose for number, whose in revoked.items() if number not in self._known]
        self._known = set(revoked)
        self._hub.end(
            sessions={sid for sid, _ in new if sid}, accounts={account for _, account in new if account}
        )

    def for_ever(self) -> None:
        """Again and again; a database that is away is no reason to stop."""
        while True:
            gevent.sleep(ROUND)
            try:
                self()
            except SQLAlchemyError as error:
                log.warning("live_round_failed", error=str(error))
