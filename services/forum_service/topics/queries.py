"""Reading one topic."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db.quick import Quick
from corridor.errors import NotFound
from forum_service.boards.queries import BOARDS_OF_TOPIC, LEVEL, SHOWN_BOARD, VISIBLE_TOPIC, sight
from forum_service.sql import statement

# One row holds all that the head of a topic's page needs, the reader's place and draft included.
_TOPIC = Quick(
    statement(
        """
    SELECT t.id, t.slug, t.title, t.language, t.author_id, t.created_at, t.last_posted_at,
           t.highest_post_number, t.posts_count, t.readers_count,
           (SELECT json_agg(json_build_object('name', m.name, 'handle', m.handle) ORDER BY f.place)::text
            FROM unnest(t.participant_ids) WITH ORDINALITY AS f (account_id, place)
            JOIN members m ON m.account_id = f.account_id) AS people,
           t.pinned, t.pinned_globally, t.closed, t.archived, t.unlisted,
           array_to_string(t.tags, ' ') AS tags, NULLIF(t.panels, '[]')::text AS panels,
           t.audience, t.audience IS NOT NULL AS private,
           b.id AS board_id, {shown},
           b.read_roles && CAST(:roles AS text[]) AS in_first, s.slug AS second_slug, s.name AS second_name,
           s.colour AS second_colour,
           b.moderate_roles && CAST(:roles AS text[]) AS moderated,
           b.reply_roles && CAST(:roles AS text[]) AS may_reply,
           r.last_read, r.level AS own_level, {level} AS level,
           d.raw AS draft_raw, d.version AS draft_version, d.fields AS draft_fields,
           d.saved_at AS draft_saved_at
    FROM topics t
    {boards}
    LEFT JOIN boards s ON s.id = t.second_board_id AND s.read_roles && CAST(:roles AS text[])
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
    LEFT JOIN drafts d ON d.account_id = :me AND d.key = 'reply/' || CAST(:id AS bigint)
    WHERE t.id = :id AND {visible}
    """,
        shown=SHOWN_BOARD,
        boards=BOARDS_OF_TOPIC,
        level=LEVEL,
        visible=VISIBLE_TOPIC,
    )
)


def get_topic_for(session: Session, topic_id: int, *, viewer: Viewer) -> Row[Any]:
    """The topic; raises NotFound when it is absent or not for the viewer: the two look the same."""
    row: Row[Any] | None = _TOPIC.first(session, {"id": topic_id, **sight(viewer)})
    if row is None:
        raise NotFound(_("There is no such topic."))
    return row
