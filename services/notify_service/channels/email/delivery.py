"""The mailer: claim, hand over, write down what came of it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from corridor.faults import fault
from notify_service.channels.email.claiming import (
    Batch,
    claim_batch,
    give_back,
    put_back_abandoned,
)
from notify_service.channels.email.keeping import keep_for_later
from notify_service.channels.email.marks import Marks
from notify_service.channels.email.models import Mail
from notify_service.channels.email.pacing import Pace
from notify_service.channels.email.rules import (
    SECURITY,
    Outcome,
    goes_again,
    is_hopeless,
    pause_before_retry,
    pause_in_doubt,
)
from notify_service.channels.email.suppression import domain_of
from notify_service.channels.email.transport import Parcel, Transport, open_transport
from notify_service.reach.actions import note_failure, note_refusal
from notify_service.settings import NotifySettings

_BATCH = 10
# After so many seconds a lane leaves what is left of its batch to others, and ends for this turn.
_BATCH_SECONDS = 5
_TURN_SECONDS = 20
_LONGEST_REST = 30.0
_log = structlog.get_logger()


class Mailer:
    """The job of a worker; it keeps the pace of each domain, and its patience, between its turns.

    A turn goes on in several lanes when there is much to do. Each lane has a connection of its own and one
    mail in hand: killed at any moment, at most one mail a lane is in doubt.
    """

    def __init__(self) -> None:
        self._pace = Pace()
        self._failures = 0
        self._rests_until = 0.0

    def deliver(self, sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
        """Hand over what is due; says whether more may be due."""
        if time.monotonic() < self._rests_until:
            return False
        with open_transport(settings) as transport, transaction(sessions) as session:
            put_back_abandoned(session, now=clock.now(), repeatable=transport.repeatable)
        first = Lane(sessions, settings, self._pace)
        more = first.run(batches=1)
        lanes = [
            Lane(sessions, settings, self._pace) for _ in range(max(settings.mail_lanes, 1) if more else 0)
        ]
        if lanes:
            with ThreadPoolExecutor(len(lanes)) as pool:
                more = any(list(pool.map(Lane.run, lanes)))
        self._take_a_rest(cut_off=any(lane.cut_off for lane in (first, *lanes)))
        return more

    def _take_a_rest(self, *, cut_off: bool) -> None:
        # A server that is down is not asked again for each of a thousand mails.
        self._failures = self._failures + 1 if cut_off else 0
        if cut_off:
            self._rests_until = time.monotonic() + min(2.0**self._failures, _LONGEST_REST)


def deliver_mails(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """One turn of a mailer that has sent nothing so far."""
    return Mailer().deliver(sessions, settings)


class Lane:
    """One connection, and the mails that travel on it one after the other."""

    def __init__(self, sessions: sessionmaker[Session], settings: NotifySettings, pace: Pace) -> None:
        self._sessions = sessions
        self._settings = settings
        self._pace = pace
        # Whether the server ended the conversation, or never began it.
        self.cut_off = False

    def run(self, *, batches: int | None = None) -> bool:
        """Work for a while; False when nothing is due or the server does not want more for now."""
        end = time.monotonic() + _TURN_SECONDS
        with open_transport(self._settings) as transport, Marks(self._sessions) as marks:
            while time.monotonic() < end and (batches is None or batches > 0):
                batches = None if batches is None else batches - 1
                if not self._deliver_batch(transport, marks):
                    return False
        return True

    def _deliver_batch(self, transport: Transport, marks: Marks) -> bool:
        batch = self._claim_batch()
        for passed in batch.passed:
            _log.info("mail passed over", mail=str(passed.mail_id), why=passed.why)
        if batch.parcels:
            fault("mailer.after_claim")
            with self._returning(batch):
                if not self._hand_over_all(transport, marks, batch):
                    return False
        return len(batch) == _BATCH

    def _claim_batch(self) -> Batch:
        try:
            return self._claim(careful=False)
        except DBAPIError:
            _log.exception("batch not claimed at once")
            return self._claim(careful=True)

    def _claim(self, *, careful: bool) -> Batch:
        with transaction(self._sessions) as session:
            return claim_batch(
                session, self._settings, most=_BATCH, now=clock.now(), pace=self._pace, careful=careful
            )

    def _hand_over_all(self, transport: Transport, marks: Marks, batch: Batch) -> bool:
        begun = time.monotonic()
        for place, parcel in enumerate(batch.parcels):
            if place and time.monotonic() - begun > _BATCH_SECONDS:
                # The server is slow: a code that came in meanwhile shall not wait behind the rest.
                return True
            outcome = self._hand_over(transport, marks, parcel)
            if outcome.broken and outcome.verdict == "later":
                self.cut_off = True
                return False
        return True

    def _hand_over(self, transport: Transport, marks: Marks, parcel: Parcel) -> Outcome:
        outcome = transport.send(parcel, before_dot=lambda: marks.in_doubt(parcel))
        if outcome.verdict == "sent":
            marks.sent(parcel, outcome.answer, now=clock.now())
        else:
            with transaction(self._sessions) as session:
                write_down(session, parcel, outcome, now=clock.now())
        self._learn(parcel, outcome)
        _log.info("mail handled", mail=str(parcel.mail_id), verdict=outcome.verdict, answer=outcome.answer)
        return outcome

    def _learn(self, parcel: Parcel, outcome: Outcome) -> None:
        domain = domain_of(parcel.address)
        if outcome.verdict == "sent":
            self._pace.speed_up(domain)
        elif outcome.verdict == "later" and not outcome.broken:
            self._pace.slow_down(domain)

    @contextmanager
    def _returning(self, batch: Batch) -> Iterator[None]:
        """What was claimed and not tried is free again at the end."""
        try:
            yield
        finally:
            with transaction(self._sessions) as session:
                give_back(session, batch, now=clock.now())


def write_down(session: Session, parcel: Parcel, outcome: Outcome, *, now: datetime) -> None:
    """Keep the result of an attempt that the server did not simply accept, unless another mailer has taken
    the mail over."""
    if outcome.verdict == "overtaken":
        return
    values = _result(parcel, outcome, now) | {"answer": outcome.answer[:1000], "lease_until": None}
    if _change(session, parcel, values):
        _note_reach(session, parcel, outcome, given_up=values["state"] == "failed", now=now)


def _note_reach(session: Session, parcel: Parcel, outcome: Outcome, *, given_up: bool, now: datetime) -> None:
    """How the address fares; those without an account behind a code may be anybody's typing errors."""
    if parcel.account_id is None and parcel.kind == SECURITY:
        return
    if outcome.address_refused:
        note_refusal(session, parcel, outcome.answer, now=now)
        keep_for_later(session, parcel.account_id, mail_id=parcel.mail_id)
    elif given_up:
        note_failure(session, parcel, outcome.answer, now=now)


def _result(parcel: Parcel, outcome: Outcome, now: datetime) -> dict[str, Any]:
    over = {"finished_at": now, "words": {}}
    if outcome.verdict == "never":
        return {"state": "failed", **over}
    if outcome.verdict == "doubt":
        return _result_of_doubt(parcel, now)
    if is_hopeless(parcel.first_tried_at, now):
        return {"state": "failed", **over}
    pause = pause_before_retry(parcel.kind, parcel.attempts)
    return {"state": "queued", "worker": None, "due_at": now + pause}


def _result_of_doubt(parcel: Parcel, now: datetime) -> dict[str, Any]:
    if not goes_again(parcel.kind, parcel.doubts) or is_hopeless(parcel.first_tried_at, now):
        return {"state": "in_doubt", "finished_at": now, "words": {}}
    again = now + pause_in_doubt(parcel.kind)
    return {"state": "queued", "worker": None, "due_at": again, "doubts": parcel.doubts + 1}


def _change(session: Session, parcel: Parcel, values: dict[str, Any]) -> bool:
    """Change the row if it is still this mailer's."""
    mine = update(Mail).where(Mail.id == parcel.mail_id, Mail.worker == parcel.worker)
    changed = mine.values(**values).returning(Mail.id).execution_options(synchronize_session=False)
    return session.execute(changed).first() is not None
