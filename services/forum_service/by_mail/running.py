"""Doing the mails that were handed over: what the worker's schedule calls.

One mail a step. Its files are fetched and kept first, with no transaction open; then the post, the note that
the mail is done and the answer to notify_service are one transaction, so that a mail makes one post, whatever
happens to the worker.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from flask_babel import gettext as _
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.auth import Viewer
from corridor.db import transaction
from corridor.errors import CorridorError, Forbidden, TooMany
from forum_service import limits
from forum_service.by_mail import actions
from forum_service.by_mail.actions import Answer
from forum_service.by_mail.fetching import Unreachable
from forum_service.by_mail.keeping import Files, keep_files
from forum_service.by_mail.models import MailOrder, OrderState
from forum_service.by_mail.posting import Letter, carry_out, check_not_suspended
from forum_service.by_mail.rules import MOST_TRIES, WRITING, with_files
from forum_service.by_mail.speaking import speaking
from forum_service.members.acting import find_acting
from forum_service.members.queries import language_of
from forum_service.urls import absolute

log = structlog.get_logger("forum.by_mail")


@dataclass(frozen=True, kw_only=True)
class _Turn:
    """A mail whose turn it is."""

    incoming_id: UUID
    account_id: UUID
    act: str
    attempts: int
    files: list[dict[str, Any]]
    # None where the account is unknown, closed or suspended.
    member: Viewer | None
    language: str

    @property
    def last_try(self) -> bool:
        return self.attempts >= MOST_TRIES


def do_next_mail(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Do what the next mail asks; whether there was one.

    One that cannot be done just now holds up no other: it is tried again, and in the end returned.
    """
    turn = _next_turn(sessions)
    if turn is None:
        return False
    with speaking(turn.language):
        try:
            _do(sessions, settings, turn)
        except (Unreachable, TooMany) as error:
            log.warning("mail_waits", mail=str(turn.incoming_id), error=str(error))
            _give_up(sessions, turn)
        except Exception:
            log.exception("mail_not_done", mail=str(turn.incoming_id), attempts=turn.attempts)
            _give_up(sessions, turn)
    return True


def _next_turn(sessions: sessionmaker[Session]) -> _Turn | None:
    with transaction(sessions) as session:
        order = actions.claim_next(session, now=clock.now())
        if order is None:
            return None
        return _Turn(
            incoming_id=order.incoming_id,
            account_id=order.account_id,
            act=order.act,
            attempts=order.attempts,
            files=order.files if order.act in WRITING else [],
            member=find_acting(session, order.account_id),
            language=language_of(session, order.account_id),
        )


def _do(sessions: sessionmaker[Session], settings: Any, turn: _Turn) -> None:
    files = Files()
    if turn.member is not None:
        engine: Any = sessions.kw["bind"]
        limits.count_mail(engine, turn.account_id, turn.act, factor=settings.limits)
        files = keep_files(sessions, settings, turn.files, owner_id=turn.account_id, last_try=turn.last_try)
    with transaction(sessions) as session:
        order = actions.lock_waiting(session, turn.incoming_id)
        if order is not None:
            now = clock.now()
            answer = _carry_out(session, order, turn, files, now=now, origin=settings.base_url)
            actions.settle(session, order, answer, now=now)


def _carry_out(
    session: Session, order: MailOrder, turn: _Turn, files: Files, *, now: datetime, origin: str
) -> Answer:
    try:
        # What a refused mail has written so far is undone; that it was refused is kept.
        with session.begin_nested():
            check_not_suspended(session, turn.account_id, now=now)
            if turn.member is None:
                raise Forbidden(_("Your account is closed."), code="account_closed")
            raw = with_files(order.raw, files.links)
            done = carry_out(
                session, Letter(order=order, member=turn.member, raw=raw, now=now, origin=origin)
            )
    except CorridorError as error:
        reason = str(error.message)
        refused = OrderState.REFUSED
        return Answer(state=refused, code=error.code, reason=reason, refused_files=files.refused)
    return Answer(state=done.state, url=absolute(done.path, origin=origin), refused_files=files.refused)


def _give_up(sessions: sessionmaker[Session], turn: _Turn) -> None:
    """Return a mail that was tried often enough."""
    if not turn.last_try:
        return
    reason = _("Something went wrong on our side. Please write it on the site, or send it again later.")
    with transaction(sessions) as session:
        order = actions.lock_waiting(session, turn.incoming_id)
        if order is not None:
            answer = Answer(state=OrderState.REFUSED, code="failed", reason=reason)
            actions.settle(session, order, answer, now=clock.now())


def forget_mails(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Drop what is past its time."""
    with transaction(sessions) as session:
        actions.forget_orders(session, now=clock.now())
    return False
