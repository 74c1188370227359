"""Tags in groups, and other words for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Conflict
from forum_service.moderation.actions import note_act
from forum_service.tags.actions import describe_tag, rename_tag
from forum_service.tags.models import Tag, TagGroup
from forum_service.tags.rules import as_slug, read_tags
from forum_service.urls import tag_url


def keep_tag(session: Session, slug: str, fields: Mapping[str, Any], *, actor: Viewer, now: datetime) -> None:
    """Keep what staff say of a tag: its meaning, its group, other words for it, another name."""
    new = fields["slug"]
    group = _known_group(session, fields["group"])
    describe_tag(session, slug, description=fields["description"], group=group)
    if new != slug:
        rename_tag(session, slug, new)
        details = {"title": new, "was": slug, "url": tag_url(new)}
        undo = {"how": "rename_tag", "old": new, "new": slug}
        note_act(
            session, actor=actor, act="tag_renamed", target=f"tag/{new}", details=details, undo=undo, now=now
        )
    _keep_synonyms(session, new, [word for word in read_tags(fields["synonyms"]) if word != new], had=slug)


def _known_group(session: Session, slug: str | None) -> str | None:
    return session.scalar(select(TagGroup.slug).where(TagGroup.slug == slug)) if slug else None


def _keep_synonyms(session: Session, slug: str, words: Sequence[str], *, had: str) -> None:
    kept = {*words, had}
    session.execute(delete(Tag).where(Tag.same_as == slug, Tag.slug.not_in(kept)))
    for word in words:
        known = session.get(Tag, word)
        if known is None:
            session.execute(insert(Tag).values(slug=word, same_as=slug))
        elif known.same_as != slug:
            rename_tag(session, word, slug)


def arrange_group(session: Session, slug: str | None, fields: Mapping[str, Any]) -> None:
    """Keep a group with its tags; raises Conflict where another group has its name."""
    values = {name: fields[name] for name in ("name", "position", "staff_only", "one_only")}
    new = as_slug(fields["name"]) or "group"
    if new != slug and session.get(TagGroup, new) is not None:
        raise Conflict(_("There is a group of this name."))
    if slug is None:
        session.execute(insert(TagGroup).values(slug=new, **values))
    else:
        session.execute(update(TagGroup).where(TagGroup.slug == slug).values(slug=new, **values))
    session.execute(update(Tag).where(Tag.group_slug == new).values(group_slug=None))
    for tag in fields["tags"]:
        row = insert(Tag).values(slug=tag, group_slug=new)
        session.execute(row.on_conflict_do_update(index_elements=["slug"], set_={"group_slug": new}))


def remove_group(session: Session, slug: str) -> None:
    """Take a group away; its tags stay."""
    session.execute(delete(TagGroup).where(TagGroup.slug == slug))
