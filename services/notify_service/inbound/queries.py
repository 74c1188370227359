"""Reading the mails that came in, and who may write to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, undefer

from corridor.auth import Viewer
from corridor.errors import NotFound
from notify_service.inbound import rules
from notify_service.inbound.addresses import is_ours
from notify_service.inbound.models import STATES, IncomingMail, SenderAddress
from notify_service.inbox.models import Notice
from notify_service.members.models import Member
from notify_service.preferences.models import Forum
from notify_service.settings import NotifySettings

_SIGNED = ("reply+", "do+", "confirm+")
_WINDOW = timedelta(days=30)
_LISTED = 100


def exists_here(session: Session, settings: NotifySettings, address: str) -> bool:
    """Whether mail to an address is taken in at all.

    A signed address that was cut on its way is: its sender is told why nothing was posted.
    """
    local = address.strip().lower().rpartition("@")[0]
    if not is_ours(settings, address):
        return False
    signed = local.startswith(_SIGNED) or rules.is_for_bounces(local) or rules.is_house(local)
    return signed or session.get(Forum, local) is not None


def find_forum(session: Session, address: str) -> Forum | None:
    """The forum whose address it is."""
    return session.get(Forum, address.strip().lower().rpartition("@")[0])


def find_writer(session: Session, address: str) -> Member | None:
    """The member who writes from this address; None when nobody does, or it is not clear who."""
    confirmed = select(SenderAddress.account_id).where(SenderAddress.address == address)
    query = select(Member).where(
        or_(func.lower(Member.email) == address, Member.account_id.in_(confirmed)), Member.email != ""
    )
    found = session.scalars(query.limit(2)).all() if address else []
    return found[0] if len(found) == 1 else None


def writes_from(session: Session, member: Member, address: str) -> bool:
    """Whether it is the address of the account, or one its holder confirmed."""
    if not address:
        return False
    return (
        member.email.lower() == address
        or session.get(SenderAddress, (member.account_id, address)) is not None
    )


def count_recent(session: Session, account_id: UUID, *, now: datetime) -> int:
    """How many mails of this account were handed on in the last hour."""
    recent = IncomingMail.received_at > now - timedelta(hours=1)
    handed = IncomingMail.state.in_(("handed", "moderated", "posted", "done"))
    mine = IncomingMail.account_id == account_id
    return session.scalar(select(func.count()).where(mine, recent, handed)) or 0


def find_topic_title(session: Session, topic_id: int | None) -> str:
    """What a topic is called, as far as its notices say."""
    newest = select(Notice.title).where(Notice.group_key == f"topic/{topic_id}")
    return session.scalar(newest.order_by(Notice.happened_at.desc()).limit(1)) or ""


def list_forum_names(session: Session) -> list[str]:
    """The slugs of all forums."""
    return list(session.scalars(select(Forum.slug).order_by(Forum.slug)))


def find_incoming(session: Session, incoming_id: UUID, *, lock: bool = False) -> IncomingMail | None:
    """A mail by its id."""
    query = select(IncomingMail).where(IncomingMail.id == incoming_id)
    return session.scalar(query.with_for_update() if lock else query)


def get_incoming(session: Session, incoming_id: UUID, *, lock: bool = False) -> IncomingMail:
    """The same; NotFound when there is none."""
    found = find_incoming(session, incoming_id, lock=lock)
    if found is None:
        raise NotFound(_("There is no such mail."))
    return found


def get_own(session: Session, incoming_id: UUID, *, viewer: Viewer) -> IncomingMail:
    """A mail of the viewer's, locked; NotFound when it is somebody else's."""
    found = get_incoming(session, incoming_id, lock=True)
    if viewer.id is None or found.account_id != viewer.id:
        raise NotFound(_("There is no such mail."))
    return found


def find_raw(session: Session, incoming_id: UUID) -> bytes | None:
    """The bytes as they came; None once they were forgotten."""
    return session.scalar(select(IncomingMail.raw).where(IncomingMail.id == incoming_id))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many mails are in each state, and why those that were not posted were not; of thirty days."""

    by_state: dict[str, int]
    reasons: list[tuple[str, str, int]]


def count_incoming(session: Session, *, now: datetime) -> Counted:
    """How the mail that comes in is doing."""
    grouped = (
        select(IncomingMail.state, IncomingMail.reason, func.count().label("mails"))
        .where(IncomingMail.received_at > now - _WINDOW)
        .group_by(IncomingMail.state, IncomingMail.reason)
    )
    rows = session.execute(grouped).all()
    by_state = dict.fromkeys(STATES, 0)
    for row in rows:
        by_state[row.state] += row.mails
    why = [(row.state, row.reason, row.mails) for row in rows if row.reason]
    return Counted(by_state=by_state, reasons=sorted(why, key=lambda one: -one[2]))


def incoming_query(*, state: str = "", reason: str = "", text: str = "") -> Select[IncomingMail]:
    """The mails, to be paged newest first."""
    query = select(IncomingMail)
    if state:
        query = query.where(IncomingMail.state == state)
    if reason:
        query = query.where(IncomingMail.reason == reason)
    if text:
        named = (IncomingMail.sender, IncomingMail.subject, IncomingMail.recipient)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in named)))
    return query


def list_own(session: Session, account_id: UUID) -> Sequence[IncomingMail]:
    """The newest mails of a member."""
    mine = select(IncomingMail).where(IncomingMail.account_id == account_id)
    return session.scalars(mine.order_by(IncomingMail.received_at.desc()).limit(_LISTED)).all()


def names_of(session: Session, mails: Sequence[IncomingMail]) -> dict[UUID | None, str]:
    """The names of the members who wrote them or let them through."""
    ids = {one for mail in mails for one in (mail.account_id, mail.decided_by) if one is not None}
    rows = session.execute(select(Member.account_id, Member.name).where(Member.account_id.in_(ids)))
    return {row.account_id: row.name for row in rows}


def next_new(session: Session, *, now: datetime) -> IncomingMail | None:
    """The next mail to be decided on, locked."""
    due = select(IncomingMail).where(IncomingMail.state == "new", IncomingMail.due_at <= now)
    first = due.order_by(IncomingMail.due_at, IncomingMail.id).limit(1)
    return session.scalar(first.options(undefer(IncomingMail.raw)).with_for_update(skip_locked=True))
