"""What helps somebody who writes: whom to name, which topics to link to, which to read before asking."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import BOARDS_OF_TOPIC, LISTED_TOPIC, SHOWN_BOARD, sight
from forum_service.groups.models import Group
from forum_service.groups.queries import groups_to_write_to
from forum_service.posts.recipients import FORUM, MAY_SEE
from forum_service.sql import statement

OFFERED = 8
SIMILAR = 5
SHORTEST = 3
# What is longer is no more telling, and dearer to compare.
COMPARED = 120

# Those of the discussion come first, then whose name begins with what was typed.
_PEOPLE = statement(
    """
    SELECT m.handle, m.name, m.organisation
    FROM members m
    WHERE m.account_id IS DISTINCT FROM :me
        AND EXISTS (
            SELECT 1 FROM unnest(CAST(:boards AS bigint[])) AS asked (id) CROSS JOIN LATERAL {forum} b
            WHERE {may_see})
        AND (lower(m.handle) LIKE :begun OR lower(m.name) LIKE :begun OR lower(m.name) LIKE :word
            OR (:typed = '' AND {of_the_topic}))
    ORDER BY {of_the_topic} DESC, lower(m.name) LIKE :begun DESC, m.name, m.handle
    LIMIT :offered
    """,
    forum=FORUM.replace(":board", "asked.id"),
    may_see=MAY_SEE,
    of_the_topic="m.account_id = ANY (ARRAY(SELECT unnest(participant_ids) FROM topics WHERE id = :topic))",
)
_TOPICS = statement(
    """
    SELECT t.id, t.slug, t.title, {shown}
    FROM topics t {boards}
    WHERE (t.title ILIKE :within OR t.id = :number) AND {listed}
    ORDER BY t.id = :number DESC, t.last_posted_at DESC LIMIT :offered
    """,
    shown=SHOWN_BOARD,
    boards=BOARDS_OF_TOPIC,
    listed=LISTED_TOPIC,
)
_SIMILAR = statement(
    """
    SELECT t.id, t.slug, t.title, t.language, t.posts_count, t.last_posted_at,
           {shown}
    FROM topics t {boards}
    WHERE t.title % :title AND {listed}
    ORDER BY similarity(t.title, :title) DESC, t.last_posted_at DESC LIMIT :similar
    """,
    shown=SHOWN_BOARD,
    boards=BOARDS_OF_TOPIC,
    listed=LISTED_TOPIC,
)


def people_to_name(
    session: Session,
    typed: str,
    *,
    viewer: Viewer,
    boards: Collection[int],
    audience: Collection[Any] | None = None,
    topic_id: int | None = None,
) -> Sequence[Row[Any]]:
    """People who may read one of the forums, or are of the audience, and whose name or handle begins so."""
    sign = _escaped(typed.casefold())
    values = {
        "me": viewer.id,
        "boards": list(boards),
        "audience": list(audience) if audience is not None else None,
        "topic": topic_id,
        "typed": typed,
        # Who has typed nothing yet is offered those of the discussion alone.
        "begun": f"{sign}%" if sign else "",
        "word": f"% {sign}%" if sign else "",
        "offered": OFFERED,
    }
    return session.execute(_PEOPLE, values).all()


def groups_to_name(session: Session, typed: str, *, viewer: Viewer) -> Sequence[Group]:
    """Groups the viewer may call, whose name or slug begins so."""
    sought = typed.casefold()
    groups = groups_to_write_to(session, viewer=viewer)
    return [one for one in groups if any(begins(sought) for begins in _beginnings(one))][:OFFERED]


def _beginnings(group: Group) -> Iterator[Callable[[str], bool]]:
    for word in (group.slug, group.name, *group.name.split()):
        yield word.casefold().startswith


def topics_to_link(session: Session, typed: str, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """Topics with these words in their title, or of this number, the liveliest first."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
    values = {**sight(viewer), "within": f"%{_escaped(typed)}%", "number": number, "offered": OFFERED}
    return session.execute(_TOPICS, values).all()


def similar_topics(session: Session, title: str, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """Topics that share most of their trigrams with this title: endings and the order of words matter little,
    and no language has to be known.
    """
    if len(title.strip()) < SHORTEST:
        return []
    values = {**sight(viewer), "title": title[:COMPARED], "similar": SIMILAR}
    return session.execute(_SIMILAR, values).all()


def _escaped(typed: str) -> str:
    """For LIKE: what somebody types is no pattern."""
    return typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
