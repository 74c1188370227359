"""Thanks, flags and bookmarks: what those programs call actions on a post."""

from datetime import datetime
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from corridor import clock
from corridor.auth import viewer
from corridor.errors import Invalid, NotFound
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.bookmarks.actions import annotate, drop, keep
from forum_service.bookmarks.queries import find_bookmark_id, get_bookmark, page_of_bookmarks
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import me, reads, writes
from forum_service.discourse.given import Given, Unusable, given
from forum_service.discourse.lookups import shown_posts
from forum_service.discourse.paths import next_page
from forum_service.discourse.queries import get_post
from forum_service.discourse.shapes.posts import INAPPROPRIATE, LIKE, NOTIFY_MODERATORS, OFF_TOPIC
from forum_service.discourse.shapes.topics import blurb
from forum_service.discourse.shapes.users import avatar, moment
from forum_service.flags.actions import flag_post
from forum_service.flags.models import Reason
from forum_service.posts.place import Author
from forum_service.posts.queries import get_post_for
from forum_service.thanks.actions import give_thanks, withdraw_thanks
from forum_service.thanks.queries import people_who_thanked
from forum_service.topics.queries import get_topic_for

SPAM, ILLEGAL = 8, 10
_FLAGS = {
    OFF_TOPIC: Reason.OFF_TOPIC,
    INAPPROPRIATE: Reason.INAPPROPRIATE,
    NOTIFY_MODERATORS: Reason.ATTENTION,
    SPAM: Reason.INAPPROPRIATE,
    ILLEGAL: Reason.ATTENTION,
}


@writes("/post_actions", "POST")
def act_on_post() -> Response:
    """Thank for a post (2), or show it to the moderators (3, 4, 7, 8, 10)."""
    asked = given()
    post = get_post_for(session(), asked.number("id") or 0, viewer=viewer())
    kind = asked.number("post_action_type_id")
    if kind == LIKE:
        _thank(post)
    elif kind in _FLAGS:
        _flag(post, _FLAGS[kind], words=asked.text("message")[:1000])
    else:
        raise Unusable(_("There is no such action."))
    return _post(post.id)


@limits.marks
def _thank(post: Row[Any]) -> None:
    origin = frame().settings.base_url
    with transaction() as work:
        give_thanks(work, post, Author.of(viewer()), now=clock.now(), origin=origin)


@limits.flags
def _flag(post: Row[Any], reason: Reason, *, words: str) -> None:
    origin = frame().settings.base_url
    with transaction() as work:
        flag_post(work, post, viewer(), reason=reason, words=words, now=clock.now(), origin=origin)


@writes("/post_actions/<int:post_id>", "DELETE")
@limits.marks
def undo_act(post_id: int) -> Response:
    """Take thanks back."""
    post = get_post_for(session(), post_id, viewer=viewer())
    if given().number("post_action_type_id") != LIKE:
        raise Unusable(_("Only thanks can be taken back."))
    with transaction() as work:
        withdraw_thanks(work, post.id, Author.of(viewer()))
    return _post(post.id)


def _post(post_id: int) -> Response:
    return say(shown_posts([get_post(session(), "id", viewer=viewer(), post=post_id)])[0])


@reads("/post_action_users")
def post_action_users() -> Response:
    """Who gave thanks for a post."""
    asked = given()
    post = get_post_for(session(), asked.number("id") or 0, viewer=viewer())
    people = (
        people_who_thanked(session(), post.id) if asked.number("post_action_type_id") in (None, LIKE) else []
    )
    shown = [
        {"username": one.handle, "name": one.name, "avatar_template": avatar(one.handle)} for one in people
    ]
    return say({"post_action_users": shown})


@writes("/bookmarks", "POST")
@limits.marks
def create_bookmark() -> Response:
    """Keep a post or a topic at hand, with words to oneself and a reminder."""
    asked = given()
    number, kind = asked.number("bookmarkable_id"), asked.text("bookmarkable_type", "Post")
    post_id = asked.number("post_id") or (number if kind == "Post" else None)
    topic_id = number if kind == "Topic" else None
    if post_id is not None:
        get_post_for(session(), post_id, viewer=viewer())
    elif topic_id is not None:
        get_topic_for(session(), topic_id, viewer=viewer())
    else:
        raise Unusable(_("The parameter %(name)s is missing.", name="bookmarkable_id"))
    remind_at, note = _moment(asked), asked.text("name")[:1000]
    with transaction() as work:
        kept = keep(work, me(), topic_id=topic_id, post_id=post_id, now=clock.now())
        if note or remind_at:
            annotate(work, kept, note=note, remind_at=remind_at, before=None, now=clock.now())
    return done(id=kept)


@writes("/t/<int:topic_id>/bookmark", "PUT")
@limits.marks
def bookmark_topic(topic_id: int) -> Response:
    """Keep a topic at hand."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    with transaction() as work:
        kept = keep(work, me(), topic_id=topic.id, now=clock.now())
    return done(id=kept)


@writes("/t/<int:topic_id>/remove_bookmarks", "PUT")
def drop_bookmarks(topic_id: int) -> Response:
    """Let go of it."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    kept = find_bookmark_id(session(), me(), topic_id=topic.id)
    if kept is not None:
        with transaction() as work:
            drop(work, kept)
    return done()


@writes("/bookmarks/<int:number>", "PUT")
def change_bookmark(number: int) -> Response:
    """Other words, another reminder."""
    asked = given()
    mark = get_bookmark(session(), number, viewer=viewer())
    note = asked.text("name", mark.note)[:1000]
    remind_at = _moment(asked) if "reminder_at" in asked else mark.remind_at
    with transaction() as work:
        annotate(work, mark.id, note=note, remind_at=remind_at, before=mark.remind_at, now=clock.now())
    return done()


@writes("/bookmarks/<int:number>", "DELETE")
def delete_bookmark(number: int) -> Response:
    """Let go of a bookmark."""
    mark = get_bookmark(session(), number, viewer=viewer())
    with transaction() as work:
        drop(work, mark.id)
    return done()


@reads("/u/<name>/bookmarks")
def list_bookmarks(name: str) -> Response:
    """One's own bookmarks, the latest first."""
    if name.lower() != viewer().handle.lower():
        raise NotFound
    asked = given()
    page = page_of_bookmarks(
        session(), viewer=viewer(), words=asked.text("q")[:200], after=asked.text("after")
    )
    more = _more_marks(page.next_cursor, words=asked.text("q")[:200]) if page.next_cursor else None
    shown = [_mark(mark) for mark in page.items if mark.open]
    return say({"user_bookmark_list": {"bookmarks": shown, "more_bookmarks_url": more}})


def _more_marks(cursor: str, *, words: str) -> str:
    query = [("after", cursor), *([("q", words)] if words else [])]
    return next_page(f"/u/{viewer().handle}/bookmarks.json", query)


def _mark(mark: Any) -> dict[str, Any]:
    kind = "Post" if mark.post_id else "Topic"
    return {
        "id": mark.id,
        "name": mark.note or None,
        "created_at": moment(mark.created_at),
        "reminder_at": moment(mark.remind_at),
        "bookmarkable_id": mark.post_id or mark.topic_id,
        "bookmarkable_type": kind,
        "post_id": mark.post_id,
        "topic_id": mark.topic_id,
        "linked_post_number": mark.number or 1,
        "title": mark.title,
        "fancy_title": mark.title,
        "slug": mark.slug,
        "excerpt": blurb(mark.html),
    }


def _moment(asked: Given) -> datetime | None:
    typed = asked.text("reminder_at")
    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise Invalid(_("This is no time: %(typed)s", typed=typed[:50])) from None
    if found.tzinfo is None:
        raise Invalid(_("Say in which time zone: %(typed)s", typed=typed[:50]))
    return found
