"""Lists of topics."""

from typing import Any

from flask import Response, request
from sqlalchemy import Row

from corridor import clock
from corridor.auth import viewer
from corridor.errors import NotFound
from corridor.web import session
from forum_service.boards.queries import list_boards
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import reads
from forum_service.discourse.given import given
from forum_service.discourse.lookups import board_of, people_in
from forum_service.discourse.members import get_user
from forum_service.discourse.narrowing import read_narrowing
from forum_service.discourse.paths import next_page
from forum_service.discourse.queries import SIZE, floor_of_new, order_of, page_of_topics, since_of
from forum_service.discourse.shapes.topics import topic_list


@reads("/latest")
def latest() -> Response:
    """All topics, the most recently active first; `order` and `category` as in those programs."""
    category = given().number("category")
    if category is not None:
        return _of_board(category)
    return _list(order_of("latest", given().text("order")))


@reads("/hot")
@reads("/top")
def top() -> Response:
    """What was said and read most in a period."""
    since = since_of(given().text("period"), now=clock.now())
    return _list("top", since=since)


@reads("/filter")
def narrowed() -> Response:
    """Topics narrowed by `q`: category:, tag:, status:, created-by:, created-after:, in:unread."""
    asked = read_narrowing(given().text("q"))
    board = _slug(asked.category).id if asked.category else None
    author = get_user(session(), asked.author).account_id if asked.author else None
    kept = {name: getattr(asked, name) for name in ("tags", "closed", "archived", "unread", "since")}
    return _list("filter", board=board, author=author, **kept)


@reads("/new")
def new() -> Response:
    """Topics the viewer has not seen."""
    return _list("new", floor=floor_of_new(now=clock.now()))


@reads("/unread")
def unread() -> Response:
    """Topics the viewer follows in which something was posted since."""
    return _list("unread")


@reads("/c/<int:category>")
@reads("/c/<int:category>/l/latest")
@reads("/c/<slug>/<int:category>")
@reads("/c/<slug>/<int:category>/l/latest")
def of_category(category: int, **_: str) -> Response:
    """The topics of one forum."""
    return _of_board(category)


@reads("/c/<slug>")
@reads("/c/<slug>/l/latest")
def of_slug(slug: str) -> Response:
    """The same by the forum's short name."""
    return _of_board(_slug(slug).id)


def _slug(slug: str) -> Row[Any]:
    board = next((one for one in list_boards(session(), viewer=viewer()) if one.slug == slug), None)
    if board is None:
        raise NotFound
    return board


def _of_board(board_id: int) -> Response:
    board = board_of(board_id)
    return _list(order_of("board", given().text("order")), board=board.id)


@reads("/topics/created-by/<name>")
def created_by(name: str) -> Response:
    """The topics that somebody opened."""
    return _list("author", author=get_user(session(), name).account_id)


@reads("/tag/<tag>")
@reads("/tag/<tag>/l/latest")
def of_tag(tag: str) -> Response:
    """The topics that bear a tag."""
    return _list("tag", tag=tag)


@reads("/topics/private-messages/<name>")
def messages(name: str) -> Response:
    """The viewer's private messages."""
    return _messages(name, "messages")


@reads("/topics/private-messages-sent/<name>")
def messages_sent(name: str) -> Response:
    """Those the viewer began."""
    return _messages(name, "messages-sent")


@reads("/topics/private-messages-new/<name>")
@reads("/topics/private-messages-unread/<name>")
def messages_unread(name: str) -> Response:
    """Those in which something waits."""
    return _messages(name, "messages-unread")


@reads("/topics/private-messages-archive/<name>")
def messages_archive(name: str) -> Response:
    """Those that were put away."""
    return _messages(name, "messages-archive")


def _messages(name: str, kind: str) -> Response:
    # Nobody else's are ever shown, so to others there are none.
    if name.lower() != viewer().handle.lower():
        raise NotFound
    return _list(kind)


def _list(kind: str, **values: Any) -> Response:
    asked = given()
    page, size = asked.number("page") or 0, asked.number("per_page") or SIZE
    found = page_of_topics(session(), kind, viewer=viewer(), page=page, size=size, **values)
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    address = next_page(request.path, [*others, ("page", str(found.page + 1))])
    may_create = any(board.may_open for board in list_boards(session(), viewer=viewer()))
    return say(topic_list(found, people_in(found.items), address=address, may_create=may_create))
