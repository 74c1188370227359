"""What became of a notification: who was reached, who opened it, who acted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from corridor.errors import NotFound
from notify_service.bulletins.models import Bulletin, Recipient, Reminder, Step
from notify_service.bulletins.rules import STATES
from notify_service.channels.email.models import Mail

# Accepted by the server of the addressee, and not reported back since.
REACHED = and_(Mail.state == "sent", Mail.bounced_at.is_(None))
FAILED = or_(Mail.state.in_(("failed", "suppressed", "in_doubt")), Mail.bounced_at.is_not(None))
# The views of the list of recipients.
VIEWS: dict[str, ColumnElement[bool] | None] = {
    "": None,
    "missed": FAILED,
    "unopened": and_(REACHED, Recipient.opened_at.is_(None), Recipient.acted_at.is_(None)),
    "silent": Recipient.acted_at.is_(None),
    "acted": Recipient.acted_at.is_not(None),
}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far it got, in people and in Parties; a Party is reached when one of its people is."""

    people: int = 0
    reached: int = 0
    missed: int = 0
    opened: int = 0
    acted: int = 0
    parties: int = 0
    parties_reached: int = 0
    parties_opened: int = 0
    parties_acted: int = 0


def progress_of(session: Session, bulletin_id: UUID) -> Progress:
    """The numbers of one notification."""
    return progress_of_all(session, [bulletin_id]).get(bulletin_id, Progress())


def progress_of_all(session: Session, bulletin_ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """The numbers of several, in one query."""
    opened, acted = Recipient.opened_at.is_not(None), Recipient.acted_at.is_not(None)
    people = {"reached": REACHED, "missed": FAILED, "opened": opened, "acted": acted}
    parties = {"parties_reached": REACHED, "parties_opened": opened, "parties_acted": acted}
    of_a_party = Recipient.party != ""
    query = (
        select(
            Recipient.bulletin_id,
            func.count().label("people"),
            *(func.count().filter(which).label(name) for name, which in people.items()),
            func.count(Recipient.party.distinct()).filter(of_a_party).label("parties"),
            *(
                func.count(Recipient.party.distinct()).filter(of_a_party, which).label(name)
                for name, which in parties.items()
            ),
        )
        .outerjoin(Mail, Mail.id == Recipient.mail_id)
        .where(Recipient.bulletin_id.in_(bulletin_ids))
        .group_by(Recipient.bulletin_id)
    )
    rows = (dict(row) for row in session.execute(query).mappings())
    return {row.pop("bulletin_id"): Progress(**row) for row in rows}


def recipients_where(bulletin_id: UUID, view: str) -> Select[*tuple[Any, ...]]:
    """The recipients with what became of their mail, narrowed to one of VIEWS."""
    last = func.max(Reminder.at).label("reminded_at")
    reminded = select(last).where(Reminder.recipient_id == Recipient.id).scalar_subquery()
    query = (
        select(
            Recipient,
            Mail.state,
            Mail.answer,
            Mail.finished_at,
            Mail.bounced_at,
            reminded.label("reminded_at"),
        )
        .outerjoin(Mail, Mail.id == Recipient.mail_id)
        .where(Recipient.bulletin_id == bulletin_id)
    )
    wanted = VIEWS.get(view)
    return query if wanted is None else query.where(wanted)


def list_recipients(session: Session, bulletin_id: UUID, view: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """All of them, for a file."""
    order = (Recipient.party, Recipient.name, Recipient.id)
    return session.execute(recipients_where(bulletin_id, view).order_by(*order)).all()


def get_recipient(
    session: Session, bulletin_id: UUID, recipient_id: UUID, *, locked: bool = False
) -> Recipient:
    """One of them, to note something; raises NotFound."""
    query = select(Recipient).where(Recipient.id == recipient_id, Recipient.bulletin_id == bulletin_id)
    found = session.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NotFound(_("There is no such recipient."))
    return found


def at_the_desk(state: str) -> Select[Bulletin]:
    """The notifications in a state, or all of them."""
    query = select(Bulletin).options(selectinload(Bulletin.texts))
    return query.where(Bulletin.state == state) if state in STATES else query


def counts_by_state(session: Session) -> dict[str, int]:
    """How many there are in each state."""
    found = session.execute(select(Bulletin.state, func.count()).group_by(Bulletin.state))
    return dict.fromkeys(STATES, 0) | {row.state: row[1] for row in found}


def steps_of(session: Session, bulletin_id: UUID) -> Sequence[Step]:
    """What was done at the desk, the newest first."""
    query = select(Step).where(Step.bulletin_id == bulletin_id)
    return session.scalars(query.order_by(Step.id.desc())).all()
