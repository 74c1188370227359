"""Reading tags. A viewer learns of the tags of the forums they read, and of those staff put into groups."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.queries import sight
from forum_service.tags.models import Tag, TagGroup
from forum_service.tags.rules import KnownTag
from forum_service.topics.models import Topic

_TAGS = """
    SELECT g.slug, g.group_slug, g.same_as, g.description, COALESCE(r.level, 1) AS level,
           COALESCE(c.topics, 0) AS topics_count
    FROM tags g
    LEFT JOIN tag_readers r ON r.tag = g.slug AND r.account_id = :me
    LEFT JOIN (
        SELECT bt.tag, sum(bt.topics_count) AS topics FROM board_tags bt
        JOIN boards b ON b.id = bt.board_id AND b.read_roles && CAST(:roles AS text[])
        GROUP BY bt.tag) c ON c.tag = g.slug
    WHERE (c.topics > 0 OR g.group_slug IS NOT NULL OR :all)
"""
_ALL = text(f"{_TAGS} ORDER BY g.slug")
_ONE = text(f"{_TAGS} AND g.slug = :slug")


def list_tags(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The tags the viewer may know, with how many topics bear them; for staff also those that none bears."""
    return session.execute(_ALL, {**sight(viewer), "all": viewer.is_staff}).all()


def get_tag(session: Session, slug: str, *, viewer: Viewer) -> Row[Any]:
    """The tag, or another word for one; raises NotFound."""
    values = {**sight(viewer), "all": True, "slug": slug}
    row = session.execute(_ONE, values).one_or_none()
    if row is None or not (viewer.is_staff or row.same_as or row.group_slug or row.topics_count):
        raise NotFound(_("There is no such tag."))
    return row


def list_groups(session: Session) -> Sequence[TagGroup]:
    """All groups in their order."""
    return session.scalars(select(TagGroup).order_by(TagGroup.position, TagGroup.name)).all()


def known_tags(session: Session, slugs: Collection[str]) -> Mapping[str, KnownTag]:
    """What the rules need to know of these tags, and of those they are other words for."""
    right = select(Tag.same_as).where(Tag.slug.in_(slugs), Tag.same_as.is_not(None))
    query = (
        select(Tag.slug, Tag.same_as, Tag.group_slug, TagGroup.staff_only, TagGroup.one_only)
        .outerjoin(TagGroup, TagGroup.slug == Tag.group_slug)
        .where(Tag.slug.in_(slugs) | Tag.slug.in_(right))
    )
    rows = session.execute(query) if slugs else ()
    return {
        row.slug: KnownTag(
            slug=row.slug,
            same_as=row.same_as,
            group=row.group_slug,
            staff_only=bool(row.staff_only),
            one_only=bool(row.one_only),
        )
        for row in rows
    }


def tags_of(session: Session, topic_id: int, *, changing: bool = False) -> list[str]:
    """The tags a topic bears; who is about to change them has others wait."""
    tags = select(Topic.tags).where(Topic.id == topic_id)
    return list(session.scalar(tags.with_for_update(key_share=True) if changing else tags) or [])


def synonyms_of(session: Session, slug: str) -> Sequence[str]:
    """The other words for a tag."""
    return session.scalars(select(Tag.slug).where(Tag.same_as == slug).order_by(Tag.slug)).all()


def tags_in(session: Session, group: str) -> Sequence[str]:
    """The tags of a group."""
    return session.scalars(select(Tag.slug).where(Tag.group_slug == group).order_by(Tag.slug)).all()


def get_group(session: Session, slug: str) -> TagGroup:
    """The group; raises NotFound."""
    group = session.get(TagGroup, slug)
    if group is None:
        raise NotFound(_("There is no such group of tags."))
    return group
