"""What the forum does when other services tell something."""

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.events.account import AccountChanged, AccountLeft, GroupChanged
from corridor.events.forum import CaseTopicOpened, PostChanged, ReplyPosted, TopicOpened
from corridor.events.matchmaking import CaseOpened, NeedPublished, NeedWithdrawn, OfferAccepted
from corridor.members import data_handlers, member_handlers
from corridor.messaging import outbox
from corridor.messaging.event import Meta
from corridor.service import Handlers
from forum_service.boards.models import Board, BoardKind
from forum_service.by_mail.handlers import HANDLERS as BY_MAIL
from forum_service.farewells.actions import say_farewell
from forum_service.groups.actions import keep_group
from forum_service.members.models import Member
from forum_service.members.queries import find_name, roles_of
from forum_service.needs.actions import close_need, note_need
from forum_service.posts.actions import write_post
from forum_service.posts.place import Author, Place, Words
from forum_service.rights.losing import tell_lost_roles
from forum_service.topics.actions import CaseRoom, place_topic
from forum_service.topics.models import Topic
from forum_service.tracking.actions import track_topic
from forum_service.tracking.models import Level
from forum_service.urls import absolute, topic_url
from forum_service.webhooks import listening

# Who opens the topic of a case that nobody in particular opened.
THE_HOUSE = UUID(int=0)


def on_need_published(session: Session, event: NeedPublished, _meta: Meta) -> None:
    """Show the need on the home page."""
    note_need(session, event)


def on_need_closed(session: Session, event: OfferAccepted | NeedWithdrawn, _meta: Meta) -> None:
    """Take the need from the home page."""
    close_need(session, event)


def on_group_changed(session: Session, event: GroupChanged, meta: Meta) -> None:
    """Know the groups one can write to."""
    keep_group(session, event, version=meta.sequence or 0)
    listening.note_group(session, event, meta)


def on_account_left(session: Session, event: AccountLeft, meta: Meta) -> None:
    """Forget what was theirs alone."""
    say_farewell(session, UUID(event.account_id), posts=event.posts, now=meta.time)


def on_case_opened(session: Session, event: CaseOpened, meta: Meta) -> None:
    """Open the private topic of a case for its participants, and say where it is."""
    case_id = UUID(event.case_id)
    # Two events of one case in two workers would both find no topic: they wait for each other here.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:case, 0))"), {"case": event.case_id})
    known = select(Topic.id, Topic.slug).where(Topic.case_id == case_id)
    row = session.execute(known).one_or_none()
    topic = (row.id, row.slug) if row else _open(session, event, meta)
    url = absolute(topic_url(*topic), origin=_origin(event.url))
    outbox.record(session, CaseTopicOpened(case_id=event.case_id, topic_id=topic[0], url=url))


def _open(session: Session, event: CaseOpened, meta: Meta) -> tuple[int, str]:
    board = session.execute(select(Board.__table__).where(Board.kind == BoardKind.CASES)).one()
    audience = [UUID(one["account_id"]) for one in event.recipients]
    author = _author(session, event)
    place = place_topic(
        session,
        board,
        author,
        title=event.title,
        language=event.language,
        now=meta.time,
        case=CaseRoom(case_id=UUID(event.case_id), audience=audience),
    )
    for account_id in audience:
        track_topic(session, account_id, place.topic_id, level=Level.WATCHING, now=meta.time)
    _write_opening(session, place, author, event, meta)
    return place.topic_id, place.slug


def _write_opening(session: Session, place: Place, author: Author, event: CaseOpened, meta: Meta) -> None:
    need = f"[{_escaped(event.title)}]({event.url})"
    sides = f"**{_escaped(event.party_name)} · {_escaped(event.provider_name)}**"
    raw = f"{need}\n\n{sides}\n\n{_calling_nobody(event.excerpt)}"
    origin = _origin(event.url)
    words = Words(raw=raw, language=event.language)
    write_post(session, place, author, words, now=meta.time, origin=origin)


def _author(session: Session, event: CaseOpened) -> Author:
    account_id = UUID(event.actor_id) if event.actor_id else THE_HOUSE
    known = find_name(session, account_id)
    organisation = known.organisation if known else ""
    return Author(id=account_id, name=event.actor_name, organisation=organisation, cleared=True)


def _escaped(words: str) -> str:
    """Words of somebody else inside our Markdown."""
    marked = "".join(
        f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|~" else sign for sign in words.replace("\n", " ")
    )
    return _calling_nobody(marked)


def _calling_nobody(words: str) -> str:
    """Handles in an offer or a title call nobody, and however many there are, the topic opens.

    A backslash would not do, since it is gone by the time handles are looked for; a word joiner is invisible.
    """
    return words.replace("@", "@\u2060")


def _origin(url: str) -> str:
    """All services live on one origin; a worker learns it from the address in the event."""
    return "/".join(url.split("/", 3)[:3])


_KEEP = member_handlers(Member)


def on_account_changed(session: Session, event: AccountChanged, meta: Meta) -> None:
    """Keep the copy of the account, let webhooks know, and who tells of what is closed to them now."""
    account_id = UUID(event.account_id)
    before = roles_of(session, account_id)
    _KEEP[AccountChanged](session, event, meta)
    tell_lost_roles(session, account_id, before=before, after=roles_of(session, account_id))
    listening.note_account(session, event, meta)


HANDLERS: Handlers = {
    **_KEEP,
    AccountChanged: on_account_changed,
    TopicOpened: listening.on_topic_opened,
    ReplyPosted: listening.on_reply_posted,
    PostChanged: listening.on_post_changed,
    NeedPublished: on_need_published,
    NeedWithdrawn: on_need_closed,
    OfferAccepted: on_need_closed,
    CaseOpened: on_case_opened,
    GroupChanged: on_group_changed,
    AccountLeft: on_account_left,
    **BY_MAIL,
    # What moderators note about somebody is for moderators.
    **data_handlers("forum", Member.metadata, without=("member_notes", "reader_marks")),
}
