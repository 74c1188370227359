"""Writing: topics, replies, private messages, and changes of them."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.errors import Invalid
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.approval.actions import hold, must_wait
from forum_service.approval.destinations import new_topic, reply_to
from forum_service.boards.rules import moderates
from forum_service.composer.schemas import EditForm, ReplyForm, TopicForm
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import writes
from forum_service.discourse.given import Given, given
from forum_service.discourse.groups import recipients_named
from forum_service.discourse.lookups import board_of, shown_posts
from forum_service.discourse.queries import get_post, get_topic
from forum_service.language import guess_language
from forum_service.messages.actions import send_message
from forum_service.messages.recipients import find_readers
from forum_service.moderation.queries import rights_of
from forum_service.moderation.rules import check_reply
from forum_service.posts.actions import write_post
from forum_service.posts.editing import edit_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Tagging, Words
from forum_service.posts.queries import get_post_for
from forum_service.states.rules import check_not_archived
from forum_service.tags.rules import read_tags
from forum_service.topics.actions import open_topic
from forum_service.topics.queries import get_topic_for

MESSAGE = "private_message"


@writes("/posts", "POST")
def create_post() -> Response:
    """Answer in a topic (`topic_id`), open one (`title`, `category`), or write a private message."""
    asked = given()
    topic_id = asked.number("topic_id")
    if topic_id is not None:
        post = _reply(topic_id, asked)
    elif asked.text("archetype") == MESSAGE or "target_recipients" in asked:
        post = _send(asked)
    else:
        post = _open(asked)
    if isinstance(post, Pending):
        return say({"action": "enqueued", "success": True, "pending_post": asdict(post)})
    return say(shown_posts([get_post(session(), "id", viewer=viewer(), post=post.id)], raw=True)[0])


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A post that a moderator looks at before it appears, as clients know it."""

    id: int
    raw: str
    topic_id: int | None = None
    title: str | None = None


@limits.posts
def _reply(topic_id: int, asked: Given) -> Post | Pending:
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    check_not_archived(get_topic(session(), topic_id, viewer=viewer()).archived)
    typed = _checked(ReplyForm, raw=asked.text("raw"), reply_to=asked.number("reply_to_post_number"))
    board = rights_of(session(), topic.board_id)
    check_reply(viewer(), board, closed=topic.closed, private=topic.private)
    words, author, now = _words(typed["raw"], reply_to=typed["reply_to"]), Author.of(viewer()), clock.now()
    with transaction() as work:
        if not topic.private and must_wait(work, viewer(), board, now=now):
            held = hold(work, reply_to(topic), author, words, now=now, origin=_origin())
            return Pending(id=held, raw=words.raw, topic_id=topic.id)
        return write_post(work, Place.of(topic), author, words, now=now, origin=_origin())


@limits.topics
def _open(asked: Given) -> Post | Pending:
    number = asked.number("category")
    if number is None:
        raise Invalid(_("Say in which forum: the parameter category is missing."))
    board = board_of(number)
    typed = _checked(TopicForm, title=asked.text("title").strip(), raw=asked.text("raw"), forum=board.slug)
    tagging = Tagging(slugs=read_tags(",".join(asked.many("tags"))), staff=moderates(viewer().roles, board))
    words = replace(_words(typed["raw"], title=typed["title"]), tagging=tagging)
    title, author, now = typed["title"], Author.of(viewer()), clock.now()
    with transaction() as work:
        if board.may_open and must_wait(work, viewer(), board, now=now):
            held = hold(work, new_topic(board, title), author, words, now=now, origin=_origin())
            return Pending(id=held, raw=words.raw, title=title)
        _place, post = open_topic(work, board, author, title=title, words=words, now=now, origin=_origin())
        return post


@limits.messages
def _send(asked: Given) -> Post:
    recipients = asked.many("target_recipients") or asked.many("target_usernames")
    names, groups = recipients_named(session(), recipients)
    groups += asked.many("target_group_names")
    if not names and not groups:
        raise Invalid(_("Say who is to read this: a member, or a group."))
    readers = find_readers(session(), typed=",".join(names), groups=groups, viewer=viewer())
    title = asked.text("title").strip()
    typed = _checked(TopicForm, title=title, raw=asked.text("raw"), forum="messages")
    words = _words(typed["raw"], title=title)
    with transaction() as work:
        _place, post = send_message(
            work, Author.of(viewer()), readers, title=title, words=words, now=clock.now(), origin=_origin()
        )
        return post


@writes("/posts/<int:post_id>", "PUT")
@limits.edits
def update_post(post_id: int) -> Response:
    """Change the text of a post."""
    asked = given()
    post = get_post_for(session(), post_id, viewer=viewer())
    typed = _checked(EditForm, raw=asked.text("post[raw]") or asked.text("raw"))
    place = Place.of(get_topic_for(session(), post.topic_id, viewer=viewer()))
    words = Words(raw=typed["raw"], language=post.language, reason=asked.text("post[edit_reason]")[:200])
    with transaction() as work:
        edit_post(work, post, place, viewer(), words=words, now=clock.now(), origin=_origin())
    return say({"post": shown_posts([get_post(session(), "id", viewer=viewer(), post=post.id)], raw=True)[0]})


def _checked(schema: type[Any], **values: Any) -> dict[str, Any]:
    """What our own forms would have taken, by their own rules."""
    given_values = {name: value for name, value in values.items() if value is not None}
    errors = schema().validate(given_values)
    if errors:
        raise Invalid(_("Please check what you sent."), errors=errors)
    loaded: dict[str, Any] = schema().load(given_values)
    return loaded


def _words(raw: str, *, title: str = "", reply_to: int | None = None) -> Words:
    language = guess_language(f"{title}\n{raw}", default=viewer().language or "en")
    return Words(raw=raw, language=language, reply_to=reply_to)


def _origin() -> str:
    return frame().settings.base_url
