"""People and groups that a text names by @handle, as far as they may see where it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.auth.roles import STAFF
from forum_service.posts.place import Place
from forum_service.posts.recipients import FORUM, MAY_SEE, people_named
from forum_service.posts.rendering import Parsed
from forum_service.sql import statement

# A larger group is an audience: it has a forum, or follows the topic.
LARGEST_GROUP = 200

# Whoever may write to a group may call it: its members, staff, and all where it is open.
_GROUPS = statement(
    """
    SELECT g.slug, g.name, array_agg(m.account_id) AS members
    FROM groups g
    CROSS JOIN {forum} b
    JOIN members m ON ('group:' || g.slug) = ANY (m.roles) AND {may_see}
    WHERE g.active AND g.slug = ANY (CAST(:slugs AS text[]))
        AND (g.writable OR EXISTS (
            SELECT 1 FROM members a WHERE a.account_id = :by
                AND (('group:' || g.slug) = ANY (a.roles) OR a.roles && CAST(:staff AS text[]))))
    GROUP BY g.slug, g.name HAVING count(*) <= :largest
    """,
    forum=FORUM,
    may_see=MAY_SEE,
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who becomes a link, by handle or slug, and who is told."""

    people: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    told: Collection[UUID] = ()


def whom_it_names(session: Session, place: Place, parsed: Parsed, *, by: UUID | None) -> Named:
    """Those of a text of `by`; a handle that is both a person's and a group's is the person's."""
    if not parsed.handles:
        return Named()
    people = people_named(session, place, parsed.handles)
    known = {person.handle for person in people}
    values = {
        "board": place.board_id,
        "topic": place.topic_id,
        "audience": place.audience,
        "slugs": sorted(parsed.handles - known),
        "by": by,
        "staff": sorted(STAFF),
        "largest": LARGEST_GROUP,
    }
    groups = session.execute(_GROUPS, values).all() if values["slugs"] else []
    told = [person.account_id for person in people if person.handle in parsed.named]
    told += [member for group in groups if group.slug in parsed.named for member in group.members]
    return Named(
        people={person.handle: person.name for person in people},
        groups={group.slug: group.name for group in groups},
        told=list(dict.fromkeys(told)),
    )
