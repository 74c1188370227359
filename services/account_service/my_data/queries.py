"""Reading what was collected."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.my_data.models import DataPart, DataRequest
from corridor.errors import NotFound


def find_request(session: Session, account_id: UUID | None) -> DataRequest | None:
    """The latest request of an account."""
    query = select(DataRequest).where(DataRequest.account_id == account_id)
    return session.scalars(query.order_by(DataRequest.asked_at.desc()).limit(1)).one_or_none()


def get_request(session: Session, account_id: UUID | None) -> DataRequest:
    """The latest request; raises NotFound where there is none, or it was forgotten."""
    found = find_request(session, account_id)
    if found is None:
        raise NotFound(_("There is nothing to download. Ask for your data first."))
    return found


def parts_of(session: Session, request: DataRequest) -> Sequence[DataPart]:
    """All that was collected, by service and table."""
    query = select(DataPart).where(DataPart.request_id == request.id, DataPart.name != "")
    return session.scalars(query.order_by(DataPart.service, DataPart.name, DataPart.chunk)).all()
