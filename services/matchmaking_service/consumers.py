"""What matchmaking does when other services tell something."""

from uuid import UUID

from sqlalchemy.orm import Session

from corridor.events.forum import CaseTopicOpened
from corridor.members import data_handlers, member_handlers
from corridor.messaging.event import Meta, Transient
from corridor.service import Handlers
from matchmaking_service.cases.actions import note_topic
from matchmaking_service.cases.queries import find_case
from matchmaking_service.members.models import Member


def on_case_topic_opened(session: Session, event: CaseTopicOpened, _meta: Meta) -> None:
    """The forum has a place for the case's discussion."""
    case = find_case(session, UUID(event.case_id))
    if case is None:
        raise Transient(f"case {event.case_id} is not there yet")
    note_topic(session, case, event.url)


HANDLERS: Handlers = {
    **member_handlers(Member),
    CaseTopicOpened: on_case_topic_opened,
    **data_handlers("matchmaking", Member.metadata),
}
