"""Who is named, quoted or following, and may see it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from forum_service.posts.place import Involved, Place
from forum_service.sql import statement
from forum_service.tracking.levels import LEVELS_BY_TAG
from forum_service.tracking.models import Level

# Members `m` who may see a topic of board `b`: by their roles, or by being in its audience.
MAY_SEE = """
    m.active AND cardinality(m.roles) > 0 AND CASE
        WHEN CAST(:audience AS uuid[]) IS NOT NULL THEN m.account_id = ANY (CAST(:audience AS uuid[]))
        ELSE 'member' = ANY (b.read_roles) OR EXISTS (
            SELECT 1 FROM unnest(m.roles) role
            WHERE role = ANY (b.read_roles) OR split_part(role, ':', 1) = ANY (b.read_roles))
    END AND NOT EXISTS (
        SELECT 1 FROM sanctions s WHERE s.account_id = m.account_id AND s.kind = 'suspension'
            AND s.lifted_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > now()))
"""
# The forum of a topic; where it stands in a second one too, with the readers of both.
FORUM = """(
    SELECT f.id, f.default_level, f.read_roles || COALESCE(s.read_roles, '{}') AS read_roles
    FROM boards f
    LEFT JOIN topics here ON here.id = :topic
    LEFT JOIN boards s ON s.id = here.second_board_id
    WHERE f.id = :board)
"""
_NAMED = statement(
    """
    SELECT m.account_id, lower(m.handle) AS handle, m.name
    FROM members m CROSS JOIN {forum} b
    WHERE lower(m.handle) = ANY (CAST(:handles AS text[])) AND {may_see}
    """,
    forum=FORUM,
    may_see=MAY_SEE,
)
# A muted topic stays silent, even for those it names.
_FOLLOWERS = statement(
    """
    SELECT m.account_id, {level} AS level
    FROM members m
    CROSS JOIN {forum} b
    LEFT JOIN topic_readers r ON r.account_id = m.account_id AND r.topic_id = :topic
    LEFT JOIN ({by_tag}) tagged ON tagged.account_id = m.account_id
    LEFT JOIN board_readers br ON br.account_id = m.account_id AND br.board_id = b.id
    WHERE {may_see} AND m.account_id <> :author AND {level} > 0
        AND ({level} = ANY (CAST(:levels AS int[])) OR m.account_id = ANY (CAST(:involved AS uuid[])))
    ORDER BY m.account_id
    """,
    level="COALESCE(r.level, tagged.level, br.level, b.default_level)",
    by_tag=LEVELS_BY_TAG,
    forum=FORUM,
    may_see=MAY_SEE,
)
_AUTHORS = statement(
    """
    SELECT DISTINCT p.author_id FROM posts p
    JOIN unnest(CAST(:topics AS bigint[]), CAST(:numbers AS bigint[])) AS wanted (topic_id, number)
        ON wanted.topic_id = p.topic_id AND wanted.number = p.number
    WHERE NOT p.hidden
    """
)


def people_named(session: Session, place: Place, handles: Collection[str]) -> Sequence[Row[Any]]:
    """Those of the handles who may see the topic; to name a stranger does nothing and reveals nothing."""
    if not handles:
        return []
    where = {"board": place.board_id, "topic": place.topic_id, "audience": place.audience}
    values = {**where, "handles": sorted(handles)}
    return session.execute(_NAMED, values).all()


def authors_of(session: Session, place: Place, posts: Iterable[tuple[int, int]]) -> frozenset[UUID]:
    """Who wrote the posts (topic id, number); those of other topics count only in open forums."""
    wanted = [post for post in posts if place.audience is None or post[0] == place.topic_id]
    if not wanted:
        return frozenset()
    topics, numbers = zip(*wanted, strict=True)
    rows = session.execute(_AUTHORS, {"topics": list(topics), "numbers": list(numbers)})
    return frozenset(rows.scalars())


def recipients_of(
    session: Session,
    place: Place,
    *,
    author_id: UUID,
    opening: bool,
    involved: Involved,
    followers: bool = True,
) -> list[dict[str, str]]:
    """Everybody who should hear of a post, each once, with the strongest reason.

    Without `followers` only those whom it involves.
    """
    levels = [Level.TRACKING, Level.WATCHING] if followers else []
    levels += [Level.WATCHING_FIRST_POST] if opening else []
    values = {
        "board": place.board_id,
        "topic": place.topic_id,
        "audience": place.audience,
        "author": author_id,
        "levels": [int(level) for level in levels],
        "involved": list(involved.all),
    }

    def reason(account_id: UUID, level: int) -> str:
        following = "tracking" if level == Level.TRACKING else "watching"
        return involved.reason(account_id) or following

    rows = session.execute(_FOLLOWERS, values)
    return [{"account_id": str(row.account_id), "reason": reason(row.account_id, row.level)} for row in rows]
