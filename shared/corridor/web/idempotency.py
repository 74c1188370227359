"""A form sent twice (a second click, a retry on a bad line) takes effect once.

The key of the rendered form is written in the same transaction as the effect. A second request with the same
key waits at the unique index for the first one, and then gets the answer of the first one again.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Response, make_response, redirect, request
from sqlalchemy import Column, DateTime, MetaData, SmallInteger, Table, Text, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock
from corridor.auth import viewer
from corridor.web import csrf
from corridor.web.work import transaction

FIELD = "_key"
HEADER = "Idempotency-Key"
KEPT = timedelta(days=3)
LONGEST = 64
BATCH = 1000

# The library's own migrations make the table; here it is only spoken to.
keys = Table(
    "idempotency_keys",
    MetaData(),
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("created_at", DateTime(timezone=True)),
    Column("status", SmallInteger),
    Column("location", Text),
)

P = ParamSpec("P")
Answer = Response | WerkzeugResponse


class _Undo(Exception):
    """The view refused: roll back, give the answer, and leave the key free for the next try."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def idempotent(view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Let a POST view take effect once per key; its answer is a redirect that can be given again."""

    @wraps(view)
    def once(*args: P.args, **kwargs: P.kwargs) -> Answer:
        key = request.headers.get(HEADER) or request.form.get(FIELD, "")
        if not key or len(key) > LONGEST or not key.isascii() or not key.isprintable():
            return view(*args, **kwargs)
        try:
            return _first_or_again(key, lambda: make_response(view(*args, **kwargs)))
        except _Undo as undo:
            return undo.answer

    return once


def _first_or_again(key: str, act: Callable[[], Response]) -> Answer:
    with transaction() as session:
        if not _take(session, key):
            return _answer_again(session, key)
        answer = act()
        if answer.status_code >= 400:
            raise _Undo(answer)
        if answer.status_code < 300:
            # A page with the form in it: sent again, it is to do its work again, not to lead elsewhere.
            _let_go(session, key)
        else:
            _note(session, key, answer)
        return answer


def _take(session: Session, key: str) -> bool:
    """Whether the key is ours; waits while another request with it is under way."""
    statement = (
        insert(keys)
        .values(actor=_actor(), key=key, created_at=clock.now())
        .on_conflict_do_nothing()
        .returning(keys.c.key)
    )
    return session.execute(statement).scalar_one_or_none() is not None


def _note(session: Session, key: str, answer: Response) -> None:
    statement = update(keys).where(keys.c.actor == _actor(), keys.c.key == key)
    session.execute(statement.values(status=answer.status_code, location=answer.location))


def _let_go(session: Session, key: str) -> None:
    session.execute(delete(keys).where(keys.c.actor == _actor(), keys.c.key == key))


def _answer_again(session: Session, key: str) -> Answer:
    known = select(keys.c.location).where(keys.c.actor == _actor(), keys.c.key == key)
    location = session.execute(known).scalar_one_or_none()
    return redirect(location or request.path, code=303)


def _actor() -> str:
    return str(viewer().id) if viewer().signed_in else f"visit:{csrf.visit_id()}"


def forget_keys(sessions: sessionmaker[Session], _settings: object = None) -> bool:
    """Drop keys nobody will send again; true when there may be more of them."""
    with sessions() as session, session.begin():
        old = select(keys.c.actor, keys.c.key).where(keys.c.created_at < clock.now() - KEPT).limit(BATCH)
        gone = delete(keys).where(tuple_(keys.c.actor, keys.c.key).in_(old)).returning(keys.c.key)
        return len(session.execute(gone).all()) == BATCH
