"""One database session a request, opened on first use, committed at one place.

Reading, each statement stands for itself; only `transaction()` makes several of them one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g
from sqlalchemy.orm import Session

from corridor.db import begin_transaction
from corridor.web.frame import frame


def session() -> Session:
    """The request's session, for reading."""
    if "session" not in g:
        g.session = frame().reading()
    found: Session = g.session
    return found


@contextmanager
def transaction() -> Iterator[Session]:
    """The request's session, committed once at the end.

    Inside another transaction() this joins it: under `@idempotent` the whole view is one transaction,
    so that the effect and the note of the request's key are written together or not at all.
    """
    work = session()
    if g.get("in_transaction", False):
        yield work
        return
    g.in_transaction = True
    try:
        begin_transaction(work)
        yield work
        work.commit()
    except BaseException:
        work.rollback()
        raise
    finally:
        g.in_transaction = False


def install(app: Flask) -> None:
    """Give back the session, and roll back what was not committed, when the request ends."""

    @app.teardown_appcontext
    def close_session(_error: BaseException | None) -> None:
        work: Session | None = g.pop("session", None)
        if work is not None:
            work.close()
