"""Reading posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db.quick import Quick
from corridor.errors import NotFound
from forum_service.boards.queries import BOARDS_OF_TOPIC, SHOWN_BOARD, VISIBLE_TOPIC, sight
from forum_service.posts.models import PostRevision
from forum_service.sql import part, statement

# How many earlier versions of a post are shown.
VERSIONS = 20

# As text: articles are kept under their row, and a key cannot be a list.
_TRANSLATION = """
    SELECT json_build_object('language', x.language, 'html', x.html, 'machine', x.machine,
        'translator', COALESCE(xm.name, ''), 'outdated', COALESCE(p.edited_at > x.translated_at, false))::text
    FROM post_translations x LEFT JOIN members xm ON xm.account_id = x.translated_by
    WHERE x.post_id = p.id AND x.language = :language
"""
# Plain rows with their authors: twenty posts a page are read far more often than written.
_PAGE = Quick(
    statement(
        """
    SELECT p.id, p.number, p.html, p.language, p.reply_to, p.created_at, p.edited_at, p.edits, p.author_id,
           p.thanks_count, p.wiki, p.by_mail,
           CASE WHEN p.translated AND p.language <> :language THEN ({translation}) END AS translation,
           COALESCE(m.name, '') AS name, COALESCE(m.handle, '') AS handle,
           COALESCE(m.organisation, '') AS organisation, COALESCE(m.country, '') AS country,
           array_to_string(m.roles, ' ') AS roles, pm.name AS parent_name, answers.numbers AS answers
    FROM posts p
    LEFT JOIN members m ON m.account_id = p.author_id
    LEFT JOIN posts parent
        ON parent.topic_id = p.topic_id AND parent.number = p.reply_to AND NOT parent.hidden
    LEFT JOIN members pm ON pm.account_id = parent.author_id
    LEFT JOIN (
        SELECT reply_to, string_agg(number::text, ' ' ORDER BY number) AS numbers FROM posts
        WHERE topic_id = :topic AND reply_to BETWEEN :first AND :last AND NOT hidden
        GROUP BY reply_to) answers ON answers.reply_to = p.number
    WHERE p.topic_id = :topic AND p.number BETWEEN :first AND :last AND NOT p.hidden
    ORDER BY p.number
    """,
        translation=_TRANSLATION,
    )
)

_POST = part(
    """
    SELECT p.id, p.number, p.raw, p.html, p.language, p.reply_to, p.created_at, p.edits, p.edited_at,
           p.version, p.wiki, p.author_id,
           COALESCE(m.name, '') AS author_name, COALESCE(m.handle, '') AS author_handle,
           t.id AS topic_id, t.slug, t.title, t.closed, t.board_id, t.language AS topic_language,
           t.audience IS NOT NULL AS private, {shown},
           b.reply_roles, b.moderate_roles
    FROM posts p
    JOIN topics t ON t.id = p.topic_id
    {boards}
    LEFT JOIN members m ON m.account_id = p.author_id
    WHERE {which} AND NOT p.hidden AND {visible}
    """,
    shown=SHOWN_BOARD,
    boards=BOARDS_OF_TOPIC,
)
_BY_ID = statement(_POST, which="p.id = :id", visible=VISIBLE_TOPIC)
_BY_NUMBER = statement(_POST, which="p.topic_id = :topic AND p.number = :number", visible=VISIBLE_TOPIC)
# A post of a private message that somebody who takes part showed to the moderators: they see it, and nothing
# else of the message.
_FOR_STAFF = statement(
    _POST,
    which="p.id = :id",
    visible="""(({sight}) OR (
        b.kind = 'messages' AND CAST(:roles AS text[]) && ARRAY['moderator', 'secretariat']
        AND EXISTS (SELECT 1 FROM flags f WHERE f.post_id = p.id)))""".replace("{sight}", VISIBLE_TOPIC),
)

_MOVED = statement(
    _POST,
    which="p.id = (SELECT post_id FROM moved_posts WHERE topic_id = :topic AND number = :number)",
    visible=VISIBLE_TOPIC,
)
_IN_TOPIC = "SELECT number FROM posts WHERE topic_id = :topic AND NOT hidden"
_FROM_NUMBER = text(f"{_IN_TOPIC} AND number >= :number ORDER BY number LIMIT 1")
_FROM_MOMENT = text(f"{_IN_TOPIC} AND created_at >= :moment ORDER BY number LIMIT 1")
_LAST = text(f"{_IN_TOPIC} ORDER BY number DESC LIMIT 1")


def posts_of_page(
    session: Session, topic_id: int, *, first: int, last: int, language: str = ""
) -> Sequence[Row[Any]]:
    """The posts of one page with their authors, and their translations into a language.

    Whoever calls has seen to it that the topic is visible.
    """
    return _PAGE.all(session, {"topic": topic_id, "first": first, "last": last, "language": language})


def get_post_for(session: Session, post_id: int, *, viewer: Viewer) -> Row[Any]:
    """The post with its topic; raises NotFound when absent, hidden or not for the viewer."""
    row = session.execute(_BY_ID, {"id": post_id, **sight(viewer)}).one_or_none()
    if row is None:
        raise NotFound(_("There is no such post."))
    return row


def get_flagged_for(session: Session, post_id: int, *, viewer: Viewer) -> Row[Any]:
    """Like `get_post_for`, and for the house's staff also a post of a message that was shown to them."""
    row = session.execute(_FOR_STAFF, {"id": post_id, **sight(viewer)}).one_or_none()
    if row is None:
        raise NotFound(_("There is no such post."))
    return row


def find_moved(session: Session, topic_id: int, number: int, *, viewer: Viewer) -> Row[Any] | None:
    """The post that once stood there and was moved, if there is one for the viewer."""
    values = {"topic": topic_id, "number": number, **sight(viewer)}
    return session.execute(_MOVED, values).one_or_none()


def number_from(session: Session, topic_id: int, *, number: int = 1, moment: datetime | None = None) -> int:
    """The first post from a number or a moment on, else the last one there is."""
    if moment is not None:
        found = session.scalar(_FROM_MOMENT, {"topic": topic_id, "moment": moment})
    else:
        found = session.scalar(_FROM_NUMBER, {"topic": topic_id, "number": min(number, 2**31 - 1)})
    return int(found or session.scalar(_LAST, {"topic": topic_id}) or 1)


def find_post_at(session: Session, topic_id: int, number: int, *, viewer: Viewer) -> Row[Any] | None:
    """The post with this number in a topic, if there is one for the viewer."""
    values = {"topic": topic_id, "number": number, **sight(viewer)}
    return session.execute(_BY_NUMBER, values).one_or_none()


def revisions_of(session: Session, post_id: int) -> Sequence[PostRevision]:
    """What a post was before its last edits, the newest first."""
    query = select(PostRevision).where(PostRevision.post_id == post_id)
    return session.scalars(query.order_by(PostRevision.number.desc()).limit(VERSIONS)).all()
