"""What the page behind "More" of a topic offers of a second forum."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.crossposting.queries import others_wrote
from forum_service.crossposting.rules import is_closed_forum, may_share
from forum_service.moderation.queries import rights_of


def crosspost_acts(session: Session, topic: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Show the topic in a second forum, for who may."""
    if topic.private:
        return
    rights = rights_of(session, topic.board_id)
    others = is_closed_forum(rights.read_roles) and others_wrote(session, topic.id, topic.author_id)
    if may_share(viewer, rights, author_id=topic.author_id, words_of_others=others):
        url = f"/forum/t/{topic.id}/second-forum"
        hint = _("Whoever reads either forum reads the topic.")
        yield Act(label=_("Show in a second forum"), url=url, group=Group.SHARE, hint=hint)
