"""Taking a tag away, and putting it back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.moderation.actions import note_act
from forum_service.tags.actions import count_some, remove_tag
from forum_service.tags.models import Tag
from forum_service.topics.models import Topic

# The record remembers which topics bore it; of a tag on more topics the rest is lost, and staff are told so.
REMEMBERED = 5000
_PUT_BACK = text(
    """
    UPDATE topics SET tags = array_append(tags, :slug)
    WHERE id = ANY (CAST(:topics AS bigint[])) AND NOT tags @> ARRAY[CAST(:slug AS text)]
    """
)


def drop_tag(session: Session, slug: str, *, actor: Viewer, now: datetime) -> None:
    """Take a tag from all topics; the record keeps from which."""
    tag = session.execute(select(Tag.group_slug, Tag.description).where(Tag.slug == slug)).one()
    bearing = select(Topic.id).where(Topic.tags.contains([slug]), text("tags <> '{}'"))
    topics = list(session.scalars(bearing.order_by(Topic.id.desc()).limit(REMEMBERED)))
    remove_tag(session, slug)
    undo = {
        "how": "restore_tag",
        "slug": slug,
        "group": tag.group_slug,
        "description": tag.description,
        "topics": topics,
    }
    details = {"title": slug, "url": "/forum/tags"}
    note_act(
        session, actor=actor, act="tag_removed", target=f"tag/{slug}", details=details, undo=undo, now=now
    )


def restore_tag(
    session: Session, slug: str, *, description: str, group: str | None, topics: Sequence[int]
) -> None:
    """Put a tag back on the topics it was taken from."""
    row = insert(Tag).values(slug=slug, description=description, group_slug=group)
    session.execute(row.on_conflict_do_nothing())
    session.execute(_PUT_BACK, {"slug": slug, "topics": list(topics)})
    count_some(session, {slug})
