"""Tags."""

from flask import Response

from corridor.auth import viewer
from corridor.web import session
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import reads
from forum_service.tags.queries import list_tags


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
