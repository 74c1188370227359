"""Printing, exporting and following a topic by feed, on the page behind its "More"."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group


def export_acts(_session: Session, topic: Row[Any], _viewer: Viewer) -> Iterable[Act]:
    """What one may take away from a topic."""
    yield Act(
        label=_("All posts on one page"),
        url=f"/forum/t/{topic.id}/print",
        group=Group.SHARE,
        hint=_("To print, or to read without a line; paragraphs are numbered to cite from."),
    )
    yield Act(
        label=_("Take it along as a file"),
        url=f"/forum/t/{topic.id}/export",
        group=Group.SHARE,
        hint=_("PDF, Word, EPUB, Markdown, mailbox or JSON."),
    )
    yield Act(
        label=_("Follow it by a feed reader"),
        url="/forum/feeds",
        group=Group.SHARE,
        hint=_("Its feed has the number %(number)s.", number=topic.id),
    )
