"""Who is suspended, at hand without a query a page.

A process reads the few rows again every five seconds, and at once after it changed them itself: that long a
suspension takes to reach the other processes.
"""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.auth.routes import MARK
from corridor.errors import Forbidden
from corridor.web.frame import frame
from forum_service.sanctions.queries import suspensions
from forum_service.sanctions.rules import until

FRESH = 5.0
# What a suspended member may still open: their own standing.
OPEN = frozenset({"sanctions.standing"})


class Suspended:
    """The suspended members of one process."""

    def __init__(self) -> None:
        self._known: dict[UUID, list[Any]] = {}
        self._read_at = -FRESH

    def find(self, account_id: UUID, *, now: datetime) -> Any | None:
        """The suspension in force for a member."""
        if time.monotonic() - self._read_at >= FRESH:
            self._read(now)
        standing = (
            one for one in self._known.get(account_id, ()) if one.ends_at is None or one.ends_at > now
        )
        return next(standing, None)

    def forget(self) -> None:
        """Read anew at the next question."""
        self._read_at = -FRESH

    def _read(self, now: datetime) -> None:
        self._read_at = time.monotonic()
        known: dict[UUID, list[Any]] = {}
        with frame().sessions() as session:
            for row in suspensions(session, now=now):
                known.setdefault(row.account_id, []).append(row)
        self._known = known


def install(app: Flask) -> None:
    """Let no suspended member open what is not for everybody."""
    app.extensions["suspended"] = Suspended()

    @app.before_request
    def refuse_suspended() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if (
            view is None
            or getattr(view, MARK, "public") in ("public", "internal")
            or request.endpoint in OPEN
        ):
            return
        one = viewer()
        found = suspended().find(one.id, now=clock.now()) if one.id else None
        if found is not None:
            refuse(found)


def suspended() -> Suspended:
    """Those of the current application."""
    found: Suspended = current_app.extensions["suspended"]
    return found


def refuse(suspension: Any) -> None:
    """Raise Forbidden with the reason and the end."""
    if suspension.ends_at is None:
        raise Forbidden(
            _("You are suspended from the forums. The reason: %(reason)s", reason=suspension.reason)
        )
    raise Forbidden(
        _(
            "You are suspended from the forums until %(until)s. The reason: %(reason)s",
            until=until(suspension.ends_at),
            reason=suspension.reason,
        )
    )
