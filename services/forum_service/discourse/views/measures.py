"""Suspending and silencing, by the rules of the moderators' pages."""

from datetime import UTC, datetime

from flask import Response
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.errors import Forbidden, Invalid
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service.discourse.answers import done
from forum_service.discourse.blueprint import writes
from forum_service.discourse.given import Given, given
from forum_service.discourse.members import get_user_by_number
from forum_service.sanctions.actions import Measure, impose, lift
from forum_service.sanctions.models import Kind
from forum_service.sanctions.queries import get_sanction_for, in_force, sanctions_on
from forum_service.sanctions.rules import check_may_sanction
from forum_service.sanctions.suspended import suspended


@writes("/admin/users/<int:number>/suspend", "PUT")
def suspend(number: int) -> Response:
    """Suspend somebody until a time, with a reason."""
    return _impose(number, Kind.SUSPENSION, until="suspend_until")


@writes("/admin/users/<int:number>/unsuspend", "PUT")
def unsuspend(number: int) -> Response:
    """Lift a suspension."""
    return _lift(number, Kind.SUSPENSION)


@writes("/admin/users/<int:number>/block", "PUT")
@writes("/admin/users/<int:number>/silence", "PUT")
def silence(number: int) -> Response:
    """Let somebody read, and not write."""
    return _impose(number, Kind.SILENCE, until="silenced_till")


@writes("/admin/users/<int:number>/unblock", "PUT")
@writes("/admin/users/<int:number>/unsilence", "PUT")
def unsilence(number: int) -> Response:
    """Let somebody write again."""
    return _lift(number, Kind.SILENCE)


def _impose(number: int, kind: Kind, *, until: str) -> Response:
    asked = given()
    member = get_user_by_number(session(), number)
    _check(member.account_id, member.roles)
    reason = asked.text("reason").strip()[:1000] or str(_("No reason was given."))
    measure = Measure(kind=kind, reason=reason, ends_at=_moment(asked, until))
    with transaction() as work:
        impose(work, member, measure, viewer(), now=clock.now(), origin=frame().settings.base_url)
    suspended().forget()
    return done()


def _lift(number: int, kind: Kind) -> Response:
    member = get_user_by_number(session(), number)
    _check(member.account_id, member.roles)
    holding = in_force(sanctions_on(session(), member.account_id), now=clock.now())
    with transaction() as work:
        for row in holding:
            if row.kind == kind:
                sanction = get_sanction_for(work, row.id, viewer=viewer())
                lift(work, sanction, member, viewer(), now=clock.now(), origin=frame().settings.base_url)
    suspended().forget()
    return done()


def _check(account_id: object, roles: list[str]) -> None:
    if not viewer().is_staff:
        raise Forbidden(_("Only the moderators of the house may do this."))
    check_may_sanction(viewer(), account_id, roles)


def _moment(asked: Given, name: str) -> datetime | None:
    typed = asked.text(name)
    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise Invalid(_("This is no time: %(typed)s", typed=typed[:50])) from None
    # The clients write UTC and do not say so.
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@writes("/admin/users/<int:number>/approve", "PUT")
@writes("/admin/users/<int:number>/activate", "PUT")
def activate(number: int) -> Response:
    """Members are approved and active from the beginning: it is so already."""
    get_user_by_number(session(), number)
    if not viewer().is_staff:
        raise Forbidden(_("Only the moderators of the house may do this."))
    return done()


@writes("/admin/users/<int:number>", "DELETE")
@writes("/admin/users/<int:number>/trust_level", "PUT")
@writes("/admin/users/<int:number>/trust_level_lock", "PUT")
@writes("/admin/users/<int:number>/deactivate", "PUT")
@writes("/admin/users/<int:number>/anonymize", "PUT")
def not_here(number: int) -> Response:
    """Said in words, so that whoever runs the program knows where to do it instead."""
    get_user_by_number(session(), number)
    raise Invalid(_("Rights come from roles and groups here, and members leave on their own page."))
