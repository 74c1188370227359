"""What moderators do with posts and topics, with the trace for readers and the line in the record."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Conflict
from forum_service.moderation.actions import Target, note_act
from forum_service.moving.actions import Way, move_back, move_posts, numbers_of, set_board, set_topic_hidden
from forum_service.moving.counting import take_opening
from forum_service.moving.queries import authors_of
from forum_service.moving.rules import check_destination, check_movable
from forum_service.posts.actions import write_post
from forum_service.posts.editing import take_down
from forum_service.posts.place import Author, Place, Words
from forum_service.telling import tell
from forum_service.topics.actions import place_topic
from forum_service.urls import absolute, board_url, post_url, topic_url


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Who acts, when, and on which origin the links in mails begin."""

    actor: Viewer
    now: datetime
    origin: str


def split_posts(
    session: Session, source: Row[Any], numbers: Sequence[int], board: Row[Any], *, title: str, by: Moment
) -> Place:
    """Make a topic of some posts; the old one says where they went."""
    check_movable(source, asked=numbers, there=numbers_of(session, source.id))
    first = Author(id=source.author_id, name="", cleared=True)
    place = place_topic(session, board, first, title=title, language=source.language, now=by.now)
    ways = move_posts(session, source, place, numbers, now=by.now)
    take_opening(session, place.topic_id)
    _finish(session, source, place, ways, by=by, act="posts_split")
    return place


def merge_posts(
    session: Session, source: Row[Any], numbers: Sequence[int] | None, target: Row[Any], *, by: Moment
) -> Place:
    """Put some posts, or all of them, at the end of another topic.

    With all its posts a topic is gone: its address leads on to where they are.
    """
    there = numbers_of(session, source.id)
    asked = list(there if numbers is None else numbers)
    check_movable(source, asked=asked, there=there)
    check_destination(source, target)
    if asked == there and source.panels:
        raise Conflict(lazy_gettext("A topic with a call or a poll stays; move single posts instead."))
    ways = move_posts(session, source, Place.of(target), asked, now=by.now)
    _finish(session, source, Place.of(target), ways, by=by, act="posts_moved")
    return Place.of(target)


def _finish(
    session: Session, source: Row[Any], place: Place, ways: Sequence[Way], *, by: Moment, act: str
) -> None:
    """Leave the trace, or let an emptied topic go; note it."""
    emptied = not numbers_of(session, source.id)
    notice = None
    if emptied:
        set_topic_hidden(session, source.id, hidden=True)
        url = topic_url(place.topic_id, place.slug)
    else:
        url = post_url(place.topic_id, place.slug, ways[0].new)
        notice = _leave_trace(session, Place.of(source), _went(len(ways), place.title, url), by=by)
    _tell_authors(session, source, place, ways, url=url, by=by)
    note_act(
        session,
        actor=by.actor,
        act=act,
        target=Target(name=f"topic/{source.id}", board_id=source.board_id),
        details={"title": source.title, "url": url, "to": place.title, "posts": len(ways)},
        undo={
            "how": "move_posts_back",
            "source": source.id,
            "target": place.topic_id,
            "title": source.title,
            "ways": [asdict(way) for way in ways],
            "emptied": emptied,
            "notice": notice,
            "split": act == "posts_split",
        },
        now=by.now,
    )


def _tell_authors(
    session: Session, source: Row[Any], place: Place, ways: Sequence[Way], *, url: str, by: Moment
) -> None:
    people = authors_of(session, [way.id for way in ways])
    recipients = {one: "author" for one in people if one != by.actor.id}
    facts = {"key": f"topic/{source.id}", "title": place.title, "url": absolute(url, origin=by.origin)}
    tell(session, "moderation_moved", recipients=recipients, now=by.now, **facts)


def _went(count: int, title: str, url: str) -> str:
    link = f"[{_escaped(title)}]({url})"
    if count == 1:
        return str(_("One post was moved to %(topic)s.", topic=link))
    return str(_("%(count)s posts were moved to %(topic)s.", count=count, topic=link))


def _escaped(title: str) -> str:
    signs = "\\`*_{}[]()<>#+-.!|~"
    return "".join(f"\\{sign}" if sign in signs else sign for sign in title).replace("@", "@\u2060")


def _leave_trace(session: Session, place: Place, raw: str, *, by: Moment) -> int:
    """A small post of the moderator; nobody is told of it."""
    author = Author.of(by.actor)
    words = Words(raw=raw, language=by.actor.language or "en")
    post = write_post(session, place, author, words, now=by.now, origin=by.origin, tell=False)
    return post.id


def move_topic(session: Session, topic: Row[Any], board: Row[Any], *, by: Moment) -> None:
    """Let a topic stand in another forum; a post in it says where it came from."""
    if topic.private:
        raise Conflict(lazy_gettext("A private topic stays as it is: it was written for its readers alone."))
    if topic.board_id == board.id:
        raise Conflict(lazy_gettext("The topic stands in this forum already."))
    set_board(session, topic.id, board.id)
    old = f"[{_escaped(topic.board_name)}]({board_url(topic.board_slug)})"
    place = Place(
        topic_id=topic.id,
        slug=topic.slug,
        title=topic.title,
        board_id=board.id,
        board_slug=board.slug,
        board_name=board.name,
        audience=None,
    )
    notice = _leave_trace(session, place, _("This topic was moved here from %(forum)s.", forum=old), by=by)
    note_act(
        session,
        actor=by.actor,
        act="topic_moved",
        target=Target(name=f"topic/{topic.id}", board_id=board.id, subject_id=topic.author_id),
        details={
            "title": topic.title,
            "url": topic_url(topic.id, topic.slug),
            "from": topic.board_name,
            "to": board.name,
        },
        undo={"how": "move_topic", "topic_id": topic.id, "board_id": topic.board_id, "notice": notice},
        now=by.now,
    )


def delete_topic(session: Session, topic: Row[Any], *, reason: str, by: Moment) -> None:
    """Take a topic away with all its posts; nothing is lost, and the record brings it back."""
    if topic.private:
        raise Conflict(lazy_gettext("A private topic stays as it is: it was written for its readers alone."))
    if not set_topic_hidden(session, topic.id, hidden=True):
        raise Conflict(lazy_gettext("This topic was taken away already."))
    note_act(
        session,
        actor=by.actor,
        act="topic_deleted",
        target=Target(name=f"topic/{topic.id}", board_id=topic.board_id, subject_id=topic.author_id),
        details={"title": topic.title, "reason": reason},
        undo={"how": "recover_topic", "topic_id": topic.id},
        now=by.now,
    )


def undo_move(session: Session, facts: Mapping[str, Any], *, now: datetime) -> None:
    """Put moved posts back where they were."""
    ways = [Way(**way) for way in facts["ways"]]
    if facts["emptied"]:
        set_topic_hidden(session, facts["source"], hidden=False)
    move_back(session, facts["source"], facts["target"], ways, title=facts["title"], now=now)
    if facts["notice"]:
        take_down(session, facts["notice"])
    if facts["split"] and not numbers_of(session, facts["target"]):
        set_topic_hidden(session, facts["target"], hidden=True)


def undo_topic_move(session: Session, facts: Mapping[str, Any]) -> None:
    """Put a topic back into its forum."""
    set_board(session, facts["topic_id"], facts["board_id"])
    take_down(session, facts["notice"])
