"""Tags and their groups."""

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _

from corridor.auth import viewer
from corridor.errors import Forbidden, Invalid
from corridor.web import session, transaction
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import reads, writes
from forum_service.discourse.given import given
from forum_service.tags.grouping import arrange_group, remove_group
from forum_service.tags.queries import get_group, list_groups, list_tags, tags_in
from forum_service.tags.rules import as_slug, read_tags
from forum_service.tags.schemas import GroupForm

_KEPT = ("name", "position", "staff_only", "one_only")


@reads("/tag_groups")
def tag_groups() -> Response:
    """The groups of tags."""
    return say({"tag_groups": [_group(one) for one in list_groups(session())]})


@writes("/tag_groups", "POST")
def create_tag_group() -> Response:
    """Put tags into a new group; for staff."""
    return _keep(None)


@writes("/tag_groups/<name>", "PUT")
def update_tag_group(name: str) -> Response:
    """Another name, other tags."""
    return _keep(name)


@writes("/tag_groups/<name>", "DELETE")
def delete_tag_group(name: str) -> Response:
    """Take the group away; its tags stay."""
    _check_staff()
    group = get_group(session(), name)
    with transaction() as work:
        remove_group(work, group.slug)
    return done()


def _check_staff() -> None:
    if not viewer().is_staff:
        raise Forbidden(_("Only the moderators of the house may do this."))


def _keep(slug: str | None) -> Response:
    _check_staff()
    asked = given()
    group = get_group(session(), slug) if slug else None
    typed: dict[str, Any] = {name: getattr(group, name) for name in _KEPT} if group else {}
    if "name" in asked or group is None:
        typed["name"] = asked.text("name")
    if "one_per_topic" in asked:
        typed["one_only"] = asked.flag("one_per_topic")
    errors = GroupForm().validate(typed)
    if errors:
        raise Invalid(_("Please check what you sent."), errors=errors)
    had = tags_in(session(), group.slug) if group else []
    tags = read_tags(",".join(asked.many("tag_names"))) if "tag_names" in asked else list(had)
    with transaction() as work:
        fields = {**GroupForm().load(typed), "tags": tags}
        arrange_group(work, group.slug if group else None, fields)
    return say({"tag_group": _group(get_group(session(), as_slug(typed["name"]) or "group"))})


def _group(group: Any) -> dict[str, Any]:
    return {
        "id": group.slug,
        "name": group.name,
        "tag_names": list(tags_in(session(), group.slug)),
        "one_per_topic": group.one_only,
        "parent_tag_name": [],
        "permissions": {},
    }


@reads("/tags")
def tags() -> Response:
    """The tags of the forums the viewer reads."""
    found = [
        {
            "id": tag.slug,
            "name": tag.slug,
            "text": tag.slug,
            "slug": tag.slug,
            "description": tag.description,
            "count": tag.topics_count,
            "pm_only": False,
            "target_tag": tag.same_as,
        }
        for tag in list_tags(session(), viewer=viewer())
    ]
    return say({"tags": found, "extras": {"categories": []}})
