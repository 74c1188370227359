"""What several calls look up, for the one who asks."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from corridor import clock
from corridor.auth import viewer
from corridor.errors import NotFound
from corridor.web import session
from forum_service.boards.queries import list_boards
from forum_service.boards.rules import may_reply
from forum_service.discourse.members import people
from forum_service.discourse.queries import count_answers
from forum_service.discourse.shapes.categories import category
from forum_service.discourse.shapes.posts import post_item
from forum_service.discourse.shapes.topics import ids_in
from forum_service.discourse.shapes.users import People


def board_of(board_id: int) -> Row[Any]:
    """The forum of this number among those the viewer sees; raises NotFound."""
    boards = list_boards(session(), viewer=viewer())
    found = next((board for board in boards if board.id == board_id), None)
    if found is None:
        raise NotFound(_("There is no such forum."))
    return found


def shown_boards() -> list[dict[str, Any]]:
    """All forums the viewer reads, as the viewer may use them."""
    boards = list_boards(session(), viewer=viewer())
    return [
        category(
            board,
            may_reply=may_reply(viewer().roles, board),
            children=[other.id for other in boards if other.parent_id == board.id],
        )
        for board in boards
    ]


def people_in(topics: Sequence[Row[Any]]) -> People:
    """Everybody who is shown with these topics."""
    return people(session(), ids_in(topics))


def shown_posts(posts: Sequence[Row[Any]], *, raw: bool = False) -> list[dict[str, Any]]:
    """Posts as the viewer sees them."""
    authors = people(session(), {post.author_id for post in posts})
    answers = count_answers(session(), {post.topic_id for post in posts})
    now = clock.now()
    return [post_item(post, authors, viewer=viewer(), now=now, raw=raw, answers=answers) for post in posts]
