"""The mailer: claim, hand over, write down what came of it."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from corridor.faults import fault
from notify_service.channels.email.claiming import Passed, claim_next, put_back_abandoned
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import (
    Outcome,
    is_hopeless,
    pause_before_retry,
    resends_in_doubt,
)
from notify_service.channels.email.suppression import suppress
from notify_service.channels.email.transport import Parcel, Transport, open_transport
from notify_service.settings import NotifySettings

_BATCH = 50
_log = structlog.get_logger()


def deliver_mails(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """Hand over what is due, over one connection; says whether more may be due."""
    with open_transport(settings) as transport:
        with transaction(sessions) as session:
            put_back_abandoned(session, now=clock.now(), repeatable=transport.repeatable)
        return all(_deliver_one(sessions, settings, transport) for _ in range(_BATCH))


def _deliver_one(sessions: sessionmaker[Session], settings: NotifySettings, transport: Transport) -> bool:
    """Take up one mail; False when nothing is due or the server does not want more for now."""
    with transaction(sessions) as session:
        found = claim_next(session, settings, now=clock.now())
    if found is None:
        return False
    if isinstance(found, Passed):
        _log.info("mail passed over", mail=str(found.mail_id), why=found.why)
        return True
    fault("mailer.after_claim")
    outcome = transport.send(found, before_dot=lambda: _mark_in_doubt(sessions, found))
    with transaction(sessions) as session:
        write_down(session, found, outcome, now=clock.now())
    _log.info("mail handled", mail=str(found.mail_id), verdict=outcome.verdict, answer=outcome.answer)
    return not (outcome.broken and outcome.verdict == "later")


def _mark_in_doubt(sessions: sessionmaker[Session], parcel: Parcel) -> bool:
    """Note that the last step is being taken; False when the lease ran out and another mailer came."""
    with transaction(sessions) as session:
        return _change(session, parcel, {"state": "in_doubt"}, expected="claimed")


def write_down(session: Session, parcel: Parcel, outcome: Outcome, *, now: datetime) -> None:
    """Keep the result of an attempt, unless another mailer has taken the mail over."""
    if outcome.verdict == "overtaken":
        return
    values = _result(parcel, outcome, now) | {"answer": outcome.answer[:1000], "lease_until": None}
    if _change(session, parcel, values) and outcome.address_refused:
        suppress(session, parcel.address, outcome.answer[:500])


def _result(parcel: Parcel, outcome: Outcome, now: datetime) -> dict[str, Any]:
    over = {"finished_at": now, "words": {}}
    if outcome.verdict == "sent":
        return {"state": "sent", **over}
    if outcome.verdict == "never":
        return {"state": "failed", **over}
    if outcome.verdict == "doubt" and not resends_in_doubt(parcel.kind):
        return {"state": "in_doubt", **over}
    if is_hopeless(parcel.first_tried_at, now):
        return {"state": "failed", **over}
    pause = pause_before_retry(parcel.kind, parcel.attempts)
    return {"state": "queued", "worker": None, "due_at": now + pause}


def _change(session: Session, parcel: Parcel, values: dict[str, Any], *, expected: str | None = None) -> bool:
    """Change the row if it is still this mailer's."""
    mine = update(Mail).where(Mail.id == parcel.mail_id, Mail.worker == parcel.worker)
    if expected is not None:
        mine = mine.where(Mail.state == expected)
    return session.execute(mine.values(**values).returning(Mail.id)).first() is not None
