"""Who may be kept from writing, by whom, and what that says to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.auth.roles import SECRETARIAT, STAFF
from corridor.errors import Forbidden
from forum_service.boards.rules import opens_to
from forum_service.sanctions.models import Kind

LONGEST = timedelta(days=3 * 365)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What holds for a member in a forum at a moment."""

    silenced: Any | None = None
    approved_first: bool = False

    @classmethod
    def of(cls, sanctions: Iterable[Any]) -> "Standing":
        """The standing that these measures, all in force, make."""
        found = list(sanctions)
        silencing = (one for one in found if one.kind in (Kind.SILENCE, Kind.SUSPENSION))
        return cls(
            silenced=next(silencing, None), approved_first=any(one.kind == Kind.APPROVAL for one in found)
        )


def until(ends_at: datetime | None) -> str:
    """The end of a measure as everybody reads it."""
    return f"{ends_at:%Y-%m-%d %H:%M} UTC" if ends_at else "–"


def check_speaks(standing: Standing) -> None:
    """Refuse to write who was silenced, with the reason and the end."""
    one = standing.silenced
    if one is None:
        return
    if one.ends_at is None:
        raise Forbidden(_("You may read here, but not write. The reason: %(reason)s", reason=one.reason))
    raise Forbidden(
        _(
            "You may read here, but not write until %(until)s. The reason: %(reason)s",
            until=until(one.ends_at),
            reason=one.reason,
        )
    )


def check_may_sanction(viewer: Viewer, member_id: object, roles: Collection[str]) -> None:
    """Nobody acts on themselves, and only the secretariat on staff."""
    if viewer.id == member_id:
        raise Forbidden(_("You cannot decide about yourself."))
    if opens_to([SECRETARIAT], roles) or (opens_to(STAFF, roles) and not viewer.has(SECRETARIAT)):
        raise Forbidden(_("About staff only the secretariat decides."))
