"""Reading forums, and the one rule of what a viewer sees."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.rules import role_names
from forum_service.sql import statement

# What a viewer sees of topics `t`: every list, page, search and count uses this and nothing else.
# The forums are looked up once a statement; a private topic is seen by its audience alone, whatever
# their roles, and an account without any role sees neither. Whoever reads either forum of a topic that
# stands in two reads it.
VISIBLE_TOPIC = """
    NOT t.hidden AND (
        (t.audience IS NULL AND (t.board_id = ANY (ARRAY(
            SELECT id FROM boards WHERE read_roles && CAST(:roles AS text[])))
            OR t.second_board_id = ANY (ARRAY(
                SELECT id FROM boards WHERE read_roles && CAST(:roles AS text[])))))
        OR (t.audience @> ARRAY[CAST(:me AS uuid)] AND cardinality(CAST(:roles AS text[])) > 0)
    )
"""

# The forums of topics `t`, and which of them a page names: the second one where the viewer does not read the
# first, which keeps its name to itself.
BOARDS_OF_TOPIC = """
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN boards shown ON shown.id = t.second_board_id AND t.audience IS NULL
        AND NOT b.read_roles && CAST(:roles AS text[])
"""
SHOWN_BOARD = """
    COALESCE(shown.slug, b.slug) AS board_slug, COALESCE(shown.name, b.name) AS board_name,
    COALESCE(shown.colour, b.colour) AS board_colour
"""

# What stands in lists, feeds, searches and digests: an unlisted topic is reached by its address alone.
LISTED_TOPIC = f"NOT t.unlisted AND {VISIBLE_TOPIC}"

# How much the viewer wants to hear of topics `t`; `r` is their row for the topic, `br` the one for the forum.
# Of several tags the loudest wins: watching, then new topics, tracking, muted.
LEVEL = """COALESCE(
    r.level,
    CASE WHEN t.tags <> '{}' THEN (
        SELECT tr.level FROM tag_readers tr WHERE tr.account_id = :me AND tr.tag = ANY (t.tags)
        ORDER BY tr.level = 3 DESC, tr.level DESC LIMIT 1) END,
    br.level, b.default_level)"""

BOARD_COLUMNS = """
    b.id, b.slug, b.name, b.description, b.colour, b.topics_count, b.posts_count, b.last_posted_at,
    b.parent_id, b.reply_roles, b.moderate_roles, b.approve_first,
    b.create_roles && CAST(:roles AS text[]) AS may_open,
    COALESCE(br.level, b.default_level) AS level
"""
_BOARDS = statement(
    """
    SELECT {columns} FROM boards b
    LEFT JOIN board_readers br ON br.board_id = b.id AND br.account_id = :me
    WHERE b.kind = 'forum' AND b.read_roles && CAST(:roles AS text[])
    ORDER BY b.position
    """,
    columns=BOARD_COLUMNS,
)


def sight(viewer: Viewer) -> dict[str, Any]:
    """The values that VISIBLE_TOPIC needs."""
    return {"me": viewer.id, "roles": role_names(viewer.roles)}


def list_boards(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The forums the viewer may read, with their own level in each."""
    return session.execute(_BOARDS, sight(viewer)).all()


def get_board(session: Session, slug: str, *, viewer: Viewer) -> Row[Any]:
    """The forum with this slug; raises NotFound when absent or not to be seen."""
    return pick_board(list_boards(session, viewer=viewer), slug)


def pick_board(boards: Sequence[Row[Any]], slug: str) -> Row[Any]:
    """The forum with this slug among those the viewer sees; raises NotFound."""
    found = next((board for board in boards if board.slug == slug), None)
    if found is None:
        raise NotFound(_("There is no such forum."))
    return found
