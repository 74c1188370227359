"""Where a text under way will stand."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import list_boards
from forum_service.drafts.rules import check_key
from forum_service.posts.place import Place
from forum_service.posts.queries import get_post_for
from forum_service.topics.queries import get_topic_for

# Of a topic that is not opened yet.
NO_TOPIC = 0


def find_place(session: Session, viewer: Viewer, *, key: str, forum: str) -> Place | None:
    """The place a composer's key names, for a new topic by the `forum` chosen; None where none is yet.

    Raises NotFound for a topic or post that the viewer may not see, and Invalid for a key that is none.
    """
    kind, _slash, number = check_key(key).partition("/")
    if kind == "new":
        boards = list_boards(session, viewer=viewer)
        return next((_in_forum(board) for board in boards if board.slug == forum), None)
    topic_id = get_post_for(session, int(number), viewer=viewer).topic_id if kind == "edit" else int(number)
    return Place.of(get_topic_for(session, topic_id, viewer=viewer))


def _in_forum(board: Row[Any]) -> Place:
    return Place(
        topic_id=NO_TOPIC,
        slug="",
        title="",
        board_id=board.id,
        board_slug=board.slug,
        board_name=board.name,
        audience=None,
    )
