"""Writing messages, and who takes part in them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.boards.models import Board, BoardKind
from forum_service.messages.models import MessagePerson
from forum_service.messages.rules import check_readers
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.rights.losing import tell_lost
from forum_service.telling import tell
from forum_service.topics.actions import CaseRoom, place_topic
from forum_service.topics.models import Topic
from forum_service.tracking.actions import track_topic
from forum_service.tracking.models import Level
from forum_service.urls import absolute, topic_url


def send_message(
    session: Session,
    author: Author,
    readers: Mapping[UUID, str | None],
    *,
    title: str,
    words: Words,
    now: datetime,
    origin: str,
) -> tuple[Place, Post]:
    """Open a message for its readers (account to group or None); the author is one of them."""
    check_readers(len(set(readers) - {author.id}))
    board = session.execute(select(Board.__table__).where(Board.kind == BoardKind.MESSAGES)).one()
    everybody = {
        author.id: None,
        **{account: readers[account] for account in readers if account != author.id},
    }
    place = place_topic(
        session,
        board,
        author,
        title=title,
        language=words.language,
        now=now,
        case=CaseRoom(audience=list(everybody)),
    )
    for account, group in everybody.items():
        _bring_in(session, place.topic_id, account, group=group, by=author.id, now=now)
    post = write_post(session, place, author, words, now=now, origin=origin)
    return place, post


def add_people(
    session: Session,
    place: Place,
    author: Author,
    readers: Mapping[UUID, str | None],
    *,
    now: datetime,
    origin: str,
) -> list[UUID]:
    """Let more people read the message from its beginning; tells them, and says who is new."""
    audience = _lock_audience(session, place.topic_id)
    new = [account for account in readers if account not in audience]
    check_readers(len(audience) + len(new))
    if not new:
        raise Conflict(_("They all take part already."))
    for account in new:
        _bring_in(session, place.topic_id, account, group=readers[account], by=author.id, now=now)
    _set_audience(session, place.topic_id, [*audience, *new])
    url = absolute(topic_url(place.topic_id, place.slug), origin=origin)
    tell(
        session,
        "message_joined",
        key=f"topic/{place.topic_id}",
        title=place.title,
        url=url,
        recipients=dict.fromkeys(new, "participant"),
        now=now,
        actor_id=str(author.id),
        actor_name=author.name,
        forum_slug=place.board_slug,
    )
    return new


def _bring_in(
    session: Session, topic_id: int, account_id: UUID, *, group: str | None, by: UUID, now: datetime
) -> None:
    values = {"group_slug": group, "added_by": by, "added_at": now, "left_at": None, "archived_at": None}
    row = insert(MessagePerson).values(topic_id=topic_id, account_id=account_id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["topic_id", "account_id"], set_=values))
    track_topic(session, account_id, topic_id, level=Level.WATCHING, now=now)


def leave_message(session: Session, topic_id: int, account_id: UUID, *, now: datetime) -> None:
    """Read and hear no more of a message; the others see who left."""
    audience = _lock_audience(session, topic_id)
    _set_audience(session, topic_id, [one for one in audience if one != account_id])
    mine = (MessagePerson.topic_id == topic_id, MessagePerson.account_id == account_id)
    session.execute(update(MessagePerson).where(*mine).values(left_at=now))
    session.execute(_FORGET, {"topic": topic_id, "me": account_id})
    tell_lost(session, [account_id], topic_id=topic_id)


# Nothing of it stays on the lists of whoever left.
_FORGET = text("DELETE FROM topic_readers WHERE topic_id = :topic AND account_id = :me")


def put_away(session: Session, topic_id: int, account_id: UUID, *, now: datetime | None) -> None:
    """Move a message to the archive, or with `now=None` back to the inbox."""
    mine = (MessagePerson.topic_id == topic_id, MessagePerson.account_id == account_id)
    session.execute(update(MessagePerson).where(*mine).values(archived_at=now))


def _lock_audience(session: Session, topic_id: int) -> list[UUID]:
    """Two who add at once come one after the other."""
    query = select(Topic.audience).where(Topic.id == topic_id).with_for_update()
    return list(session.execute(query).scalar_one() or [])


def _set_audience(session: Session, topic_id: int, audience: list[UUID]) -> None:
    session.execute(update(Topic).where(Topic.id == topic_id).values(audience=audience))
