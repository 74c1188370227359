"""Putting tags on topics, and keeping tags in order."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.terms import term_named
from forum_service.sql import statement
from forum_service.tags.models import Tag, TagReader
from forum_service.tags.queries import known_tags, tags_of
from forum_service.tags.rules import as_slug, choose_tags
from forum_service.topics.models import Topic
from forum_service.tracking.models import Level

# Counted anew: what no topic bears any more is counted with none. All who count take the rows in one order.
_COUNT = """
    INSERT INTO board_tags AS b (board_id, tag, topics_count)
    SELECT board_id, tag, sum(topics) FROM (
        SELECT t.board_id, tag, 1 AS topics FROM topics t CROSS JOIN unnest(t.tags) tag
        WHERE t.tags <> '{}' AND NOT t.hidden AND NOT t.unlisted AND t.audience IS NULL {bearing}
        UNION ALL SELECT known.board_id, known.tag, 0 FROM board_tags known {known}) counted
    GROUP BY board_id, tag ORDER BY tag, board_id
    ON CONFLICT (board_id, tag) DO UPDATE SET topics_count = EXCLUDED.topics_count
    WHERE b.topics_count <> EXCLUDED.topics_count
"""
_COUNT_ALL = statement(_COUNT, bearing="", known="")
_COUNT_SOME = statement(
    _COUNT,
    bearing="AND t.tags && CAST(:tags AS text[]) AND tag = ANY (CAST(:tags AS text[]))",
    known="WHERE known.tag = ANY (CAST(:tags AS text[]))",
)
# One topic more or less for each of some tags, whoever else gives and takes the same ones just now.
_COUNT_ONE = text(
    """
    INSERT INTO board_tags AS b (board_id, tag, topics_count)
    SELECT t.board_id, changed.tag, changed.by
    FROM topics t CROSS JOIN unnest(CAST(:tags AS text[]), CAST(:by AS int[])) AS changed (tag, by)
    WHERE t.id = :topic AND NOT t.hidden AND NOT t.unlisted AND t.audience IS NULL
        AND (changed.by > 0 OR EXISTS (
            SELECT 1 FROM board_tags known WHERE known.board_id = t.board_id AND known.tag = changed.tag))
    ORDER BY changed.tag
    ON CONFLICT (board_id, tag) DO UPDATE SET
        topics_count = GREATEST(b.topics_count + EXCLUDED.topics_count, 0)
    """
)
_RENAME = text(
    """
    UPDATE topics SET tags = ARRAY(
        SELECT one FROM (
            SELECT CASE WHEN tag = :old THEN :new ELSE tag END AS one, min(place) AS place
            FROM unnest(tags) WITH ORDINALITY AS had (tag, place) GROUP BY 1) renamed
        ORDER BY place)
    WHERE tags @> ARRAY[CAST(:old AS text)] AND tags <> '{}'
    """
)


def tag_topic(session: Session, topic_id: int, slugs: Sequence[str], *, staff: bool) -> Sequence[str]:
    """Give a topic these tags and no others; raises Invalid where it may not have them.

    A term of the Convention becomes one tag, in whatever language it is written.
    """
    had = tags_of(session, topic_id, changing=True)
    asked = [_in_english(slug) for slug in slugs]
    chosen = choose_tags(asked, known_tags(session, asked), staff=staff, had=had)
    if list(chosen) == had:
        return chosen
    if chosen:
        rows = [{"slug": slug} for slug in sorted(chosen)]
        session.execute(insert(Tag).values(rows).on_conflict_do_nothing())
    session.execute(update(Topic).where(Topic.id == topic_id).values(tags=list(chosen)))
    _count_one(session, topic_id, gained={*chosen} - {*had}, lost={*had} - {*chosen})
    return chosen


def _count_one(session: Session, topic_id: int, *, gained: Collection[str], lost: Collection[str]) -> None:
    values = {"tags": [*gained, *lost], "by": [1] * len(gained) + [-1] * len(lost)}
    session.execute(_COUNT_ONE, {"topic": topic_id, **values})


def _in_english(slug: str) -> str:
    term = term_named(slug)
    return as_slug(term.name("en")) if term else slug


def count_tags(session: Session) -> None:
    """Count the topics of every tag anew: topics move and are taken down."""
    session.execute(_COUNT_ALL)


def count_some(session: Session, slugs: Collection[str]) -> None:
    """Count the topics of some tags anew."""
    session.execute(_COUNT_SOME, {"tags": list(slugs)})


def describe_tag(session: Session, slug: str, *, description: str, group: str | None) -> None:
    """Say what a tag means and which group it is in; a tag that is not there yet begins with it."""
    values = {"description": description, "group_slug": group}
    row = insert(Tag).values(slug=slug, **values)
    session.execute(row.on_conflict_do_update(index_elements=["slug"], set_=values))


def rename_tag(session: Session, old: str, new: str) -> None:
    """Call a tag otherwise everywhere; the old word stays another word for it."""
    session.execute(insert(Tag).values(slug=new).on_conflict_do_nothing())
    group = select(Tag.group_slug, Tag.description).where(Tag.slug == old)
    known = session.execute(group).one()
    if known.group_slug or known.description:
        kept = {"group_slug": known.group_slug, "description": known.description}
        session.execute(update(Tag).where(Tag.slug == new, Tag.group_slug.is_(None)).values(**kept))
    session.execute(_RENAME, {"old": old, "new": new})
    session.execute(update(Tag).where(Tag.same_as == old, Tag.slug != new).values(same_as=new))
    session.execute(update(Tag).where(Tag.slug == new).values(same_as=None))
    session.execute(update(Tag).where(Tag.slug == old).values(same_as=new, group_slug=None))
    session.execute(_MOVE_READERS, {"old": old, "new": new})
    count_some(session, {old, new})


_MOVE_READERS = text(
    """
    INSERT INTO tag_readers (account_id, tag, level)
    SELECT account_id, :new, level FROM tag_readers WHERE tag = :old
    ON CONFLICT DO NOTHING
    """
)


def remove_tag(session: Session, slug: str) -> None:
    """Take a tag from all topics, and the word from the list."""
    bearing = Topic.tags.contains([slug]) & text("tags <> '{}'")
    taken = text("array_remove(tags, :slug)").bindparams(slug=slug)
    session.execute(update(Topic).where(bearing).values(tags=taken))
    session.execute(delete(Tag).where(Tag.slug == slug))
    count_some(session, {slug})


def track_tag(session: Session, account_id: UUID, slug: str, *, level: Level) -> None:
    """Choose how much to hear of topics with a tag; normal is as if nothing were chosen."""
    if level == Level.NORMAL:
        mine = (TagReader.account_id == account_id) & (TagReader.tag == slug)
        session.execute(delete(TagReader).where(mine))
        return
    row = insert(TagReader).values(account_id=account_id, tag=slug, level=int(level))
    session.execute(
        row.on_conflict_do_update(index_elements=["account_id", "tag"], set_={"level": int(level)})
    )
