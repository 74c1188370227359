"""Who is named, quoted or following, and may see it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.db.quick import Quick
from forum_service.posts.place import Involved, Place
from forum_service.sql import part, statement
from forum_service.tracking.levels import LEVELS_BY_TAG
from forum_service.tracking.models import Level

# Members `m` who have one of these roles.
_READS = """('member' = ANY ({roles}) OR EXISTS (
            SELECT 1 FROM unnest(m.roles) role
            WHERE role = ANY ({roles}) OR split_part(role, ':', 1) = ANY ({roles})))
"""
# Of a topic in two forums: whoever reads the first hears of it as one of that, others as one of the second.
_IN_FIRST = "(b.second_slug IS NULL OR CAST(:audience AS uuid[]) IS NOT NULL OR {reads})"
# Members `m` who may see a topic of board `b`: by their roles, or by being in its audience.
MAY_SEE = part(
    """
    m.active AND cardinality(m.roles) > 0 AND CASE
        WHEN CAST(:audience AS uuid[]) IS NOT NULL THEN m.account_id = ANY (CAST(:audience AS uuid[]))
        ELSE {reads}
    END AND NOT EXISTS (
        SELECT 1 FROM sanctions s WHERE s.account_id = m.account_id AND s.kind = 'suspension'
            AND s.lifted_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > now()))
    """,
    reads=part(_READS, roles="b.read_roles"),
)
# The forum of a topic; where it stands in a second one too, with the readers of both.
FORUM = """(
    SELECT f.id, f.default_level, f.read_roles || COALESCE(s.read_roles, '{}') AS read_roles,
           f.read_roles AS first_roles, f.slug, f.name,
           s.id AS second_id, s.slug AS second_slug, s.name AS second_name
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
# What a member chose for the forum of a topic; of two forums the louder, as with tags.
_LOUDER = "CASE WHEN 3 IN (br.level, bs.level) THEN 3 ELSE GREATEST(br.level, bs.level) END"
# A muted topic stays silent, even for those it names. Who never chose how much to hear of an open forum is
# told of its replies too: their digest tells all that is new, and the site's lists do not change by it.
_FOLLOWERS = Quick(
    statement(
        """
    SELECT m.account_id, {level} AS level,
           CASE WHEN {in_first} THEN b.slug ELSE b.second_slug END AS forum_slug,
           CASE WHEN {in_first} THEN b.name ELSE b.second_name END AS forum_name,
           {chosen} IS NULL AND CAST(:audience AS uuid[]) IS NULL AS unasked
    FROM members m
    CROSS JOIN {forum} b
    LEFT JOIN topic_readers r ON r.account_id = m.account_id AND r.topic_id = :topic
    LEFT JOIN ({by_tag}) tagged ON tagged.account_id = m.account_id
    LEFT JOIN board_readers br ON br.account_id = m.account_id AND br.board_id = b.id
    LEFT JOIN board_readers bs ON bs.account_id = m.account_id AND bs.board_id = b.second_id
    WHERE {may_see} AND m.account_id <> :author AND {level} > 0
        AND ({level} = ANY (CAST(:levels AS int[])) OR m.account_id = ANY (CAST(:involved AS uuid[])))
    ORDER BY m.account_id
    """,
        level=f"COALESCE(r.level, tagged.level, {_LOUDER}, b.default_level)",
        chosen=f"COALESCE(r.level, tagged.level, {_LOUDER})",
        by_tag=LEVELS_BY_TAG,
        in_first=part(_IN_FIRST, reads=part(_READS, roles="b.first_roles")),
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


def _forum_of(row: Row[Any]) -> tuple[str, str]:
    return row.forum_slug, row.forum_name


class Heard(NamedTuple):
    """People who hear of a post as one of this forum."""

    forum_slug: str
    forum_name: str
    recipients: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Hearers:
    """Those who may hear of a post, before it is known whether it opens its topic."""

    rows: Sequence[Row[Any]]
    involved: Involved

    def of(self, *, opening: bool) -> list[dict[str, str]]:
        """Everybody who should hear of it, each once, with the strongest reason."""
        return self._among(self.rows, opening=opening)

    def by_forum(self, place: Place, *, opening: bool) -> Sequence[Heard]:
        """The same people by the forum they are told of: of two, that which they read. At least one entry."""
        forums = dict.fromkeys([(place.board_slug, place.board_name), *map(_forum_of, self.rows)])
        heard = [
            Heard(*forum, self._among([row for row in self.rows if _forum_of(row) == forum], opening=opening))
            for forum in forums
        ]
        return [one for one in heard if one.recipients] or heard[:1]

    def _among(self, rows: Sequence[Row[Any]], *, opening: bool) -> list[dict[str, str]]:
        told = [(row.account_id, self._reason(row, opening=opening)) for row in rows]
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
