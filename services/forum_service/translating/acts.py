"""What the page behind "More" of a post offers of translations."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.translating.urls import translations_url


def translation_acts(_session: Session, post: Row[Any], _viewer: Viewer) -> Iterator[Act]:
    """Translate, and see what was translated."""
    url = translations_url(post.id)
    hint = _("It is shown to readers of that language, with your name and the original one click away.")
    yield Act(label=_("Translate this post"), url=f"{url}/new", group=Group.WRITING, hint=hint)
    yield Act(label=_("Original and translations"), url=url, group=Group.SHARE)
