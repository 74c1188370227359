"""Changing the rights of a forum."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Invalid
from forum_service.boards.models import Board
from forum_service.moderation.actions import Target, note_act
from forum_service.rights.losing import tell_lost_forum
from forum_service.rights.rules import LISTS, changes_between, shuts_out_staff
from forum_service.urls import board_url


def check_rights(lists: Mapping[str, Collection[str]], *, known: Collection[str]) -> None:
    """Refuse roles that do not exist, and a forum that its keepers could not read."""
    strange = sorted({role for name in LISTS for role in lists[name]} - set(known))
    if strange:
        raise Invalid(_("There is no role %(name)s.", name=strange[0][:80]))
    if shuts_out_staff(lists["read_roles"]):
        message = _("The secretariat and the moderators must be able to read each forum.")
        raise Invalid(message, errors={"read_roles": [message]})


def change_rights(
    session: Session,
    forum: Row[Any],
    lists: Mapping[str, Collection[str]],
    *,
    approve_first: int,
    actor: Viewer,
    now: datetime,
) -> None:
    """Set who reads, answers, opens and moderates; what it was is kept to be taken back."""
    before: dict[str, Any] = {name: list(getattr(forum, name)) for name in LISTS}
    changes = changes_between(before, lists)
    if not changes and approve_first == forum.approve_first:
        return
    set_rights(session, forum.id, {**lists, "approve_first": approve_first})
    tell_lost_forum(session, forum.id, before=before["read_roles"], after=lists["read_roles"])
    note_act(
        session,
        actor=actor,
        act="rights_changed",
        target=Target(name=f"board/{forum.slug}", board_id=forum.id),
        details={
            "title": forum.name,
            "url": board_url(forum.slug),
            "changes": [{"list": one.name, "added": one.added, "removed": one.removed} for one in changes],
            "approve_first": [forum.approve_first, approve_first],
        },
        undo={
            "how": "set_rights",
            "board_id": forum.id,
            "rights": {**before, "approve_first": forum.approve_first},
            "left": {**{name: list(lists[name]) for name in LISTS}, "approve_first": approve_first},
        },
        now=now,
    )


def set_rights(session: Session, board_id: int, rights: Mapping[str, Any]) -> None:
    """Write the lists and the number as they are given."""
    values = {name: list(rights[name]) for name in LISTS}
    values["approve_first"] = rights["approve_first"]
    session.execute(update(Board).where(Board.id == board_id).values(**values))
