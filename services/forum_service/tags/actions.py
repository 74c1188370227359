"""Putting tags on topics, and keeping tags in order."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.terms import term_named
from forum_service.tags.models import Tag, TagReader
from forum_service.tags.queries import known_tags, tags_of
from forum_service.tags.rules import as_slug, choose_tags
from forum_service.topics.models import Topic
from forum_service.tracking.models import Level

_COUNT = """
    INSERT INTO board_tags AS b (board_id, tag, topics_count)
    SELECT t.board_id, tag, count(*) FROM topics t CROSS JOIN unnest(t.tags) tag
    WHERE t.tags <> '{}' AND NOT t.hidden AND NOT t.unlisted AND t.audience IS NULL
"""
_COUNT_ALL = text(f"{_COUNT} GROUP BY t.board_id, tag")
_COUNT_SOME = text(
    f"""{_COUNT} AND t.tags && CAST(:tags AS text[]) AND tag = ANY (CAST(:tags AS text[]))
    GROUP BY t.board_id, tag"""
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
    had = tags_of(session, topic_id)
    asked = [_in_english(slug) for slug in slugs]
    chosen = choose_tags(asked, known_tags(session, asked), staff=staff, had=had)
    if list(chosen) == had:
        return chosen
    if chosen:
        rows = [{"slug": slug} for slug in chosen]
        session.execute(insert(Tag).values(rows).on_conflict_do_nothing())
    session.execute(update(Topic).where(Topic.id == topic_id).values(tags=list(chosen)))
    count_some(session, {*had, *chosen})
    return chosen


def _in_english(slug: str) -> str:
    term = term_named(slug)
    return as_slug(term.name("en")) if term else slug


def count_tags(session: Session) -> None:
    """Count the topics of every tag anew: topics move and are taken down."""
    session.execute(text("DELETE FROM board_tags"))
    session.execute(_COUNT_ALL)


def count_some(session: Session, slugs: Collection[str]) -> None:
    """Count the topics of some tags anew."""
    values = {"tags": list(slugs)}
    session.execute(text("DELETE FROM board_tags WHERE tag = ANY (CAST(:tags AS text[]))"), values)
    session.execute(_COUNT_SOME, values)


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
