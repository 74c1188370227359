"""Who is named, quoted or following, and may see it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.db.quick import Quick
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
# A muted topic stays silent, even for those it names. Who never chose how much to hear of an open forum is
# told of its replies too: their digest tells all that is new, and the site's lists do not change by it.
_FOLLOWERS = Quick(
    statement(
        """
    SELECT m.account_id, {level} AS level,
           {chosen} IS NULL AND CAST(:audience AS uuid[]) IS NULL AS unasked
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
        chosen="COALESCE(r.level, tagged.level, br.level)",
        by_tag=LEVELS_BY_TAG,
        forum=FORUM,
        may_see=MAY_SEE,
    )
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


@dataclass(frozen=True, kw_only=True)
class Hearers:
    """Those who may hear of a post, before it is known whether it opens its topic."""

    rows: Sequence[Row[Any]]
    involved: Involved

    def of(self, *, opening: bool) -> list[dict[str, str]]:
        """Everybody who should hear of it, each once, with the strongest reason."""
        told = [(row.account_id, self._reason(row, opening=opening)) for row in self.rows]
        return [{"account_id": str(account_id), "reason": reason} for account_id, reason in told if reason]

    def _reason(self, row: Row[Any], *, opening: bool) -> str | None:
        if reason := self.involved.reason(row.account_id):
            return reason
        if row.level == Level.WATCHING_FIRST_POST and not opening:
            return "tracking" if row.unasked else None
        return "tracking" if row.level == Level.TRACKING else "watching"


def hearers_of(
    session: Session, place: Place, *, author_id: UUID, involved: Involved, followers: bool = True
) -> Hearers:
    """Who follows the topic or its forum, and whom the post involves; without `followers` only these."""
    levels = [Level.TRACKING, Level.WATCHING, Level.WATCHING_FIRST_POST] if followers else []
    values = {
        "board": place.board_id,
        "topic": place.topic_id,
        "audience": place.audience,
        "author": author_id,
        "levels": [int(level) for level in levels],
        "involved": list(involved.all),
    }
    return Hearers(rows=_FOLLOWERS.all(session, values), involved=involved)
