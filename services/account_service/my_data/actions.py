"""Ask the services for all they keep about somebody, and take in what they answer."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from account_service.accounts.models import Account
from account_service.audit.actions import Actor, write_down
from account_service.my_data.models import DataPart, DataRequest
from account_service.my_data.rules import OWN, OWN_TABLES_LEFT_OUT
from corridor.events.account import DataCollected, DataRequested
from corridor.members.my_data import records_about
from corridor.messaging import outbox

# It lies here no longer than one needs to fetch it.
KEPT = timedelta(days=3)


def ask_for_data(session: Session, account: Account, *, now: datetime) -> DataRequest:
    """Ask all services; what this one keeps is there at once. An earlier request is forgotten."""
    session.execute(delete(DataRequest).where(DataRequest.account_id == account.account_id))
    request = DataRequest(account_id=account.account_id, asked_at=now, expires_at=now + KEPT, answered=[OWN])
    session.add(request)
    session.flush()
    _collect_own(session, request)
    event = DataRequested(request_id=str(request.id), account_id=str(account.account_id))
    outbox.record(session, event)
    actor = Actor(id=account.account_id, name=account.name)
    write_down(session, actor, "data_asked", subject_id=account.account_id, subject_name=account.name)
    return request


def _collect_own(session: Session, request: DataRequest) -> None:
    found = records_about(session, Account.metadata, request.account_id, without=OWN_TABLES_LEFT_OUT)
    for number, (name, records) in enumerate(found, start=1):
        part = DataPart(request_id=request.id, service=OWN, name=name, chunk=number, records=records)
        session.add(part)
    session.flush()


def take_in(session: Session, event: DataCollected) -> None:
    """Keep a part of an answer; it is complete when there are as many parts as the last event says."""
    request_id = UUID(event.request_id)
    known = select(DataRequest.id).where(DataRequest.id == request_id).with_for_update()
    if session.scalars(known).one_or_none() is None:
        return
    # The last event is kept as part 0, since it may be here before the others.
    chunk, records = (0, [{"parts": event.chunk}]) if event.last else (event.chunk, event.records)
    part = {"request_id": request_id, "service": event.service, "name": event.name, "chunk": chunk}
    session.execute(insert(DataPart).values(**part, records=records).on_conflict_do_nothing())
    if _is_complete(session, request_id, event.service):
        answered = func.array_append(func.array_remove(DataRequest.answered, event.service), event.service)
        session.execute(update(DataRequest).where(DataRequest.id == request_id).values(answered=answered))


def _is_complete(session: Session, request_id: UUID, service: str) -> bool:
    mine = (DataPart.request_id == request_id, DataPart.service == service)
    announced = session.scalars(select(DataPart.records).where(*mine, DataPart.name == "")).one_or_none()
    there = session.scalar(select(func.count()).select_from(DataPart).where(*mine, DataPart.name != ""))
    return announced is not None and announced[0]["parts"] == there


def forget_requests(session: Session, *, now: datetime) -> None:
    """What was not fetched in time is gone."""
    session.execute(delete(DataRequest).where(DataRequest.expires_at < now))
