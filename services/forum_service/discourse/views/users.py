"""Members."""

from typing import Any

from flask import Response
from sqlalchemy import Row

from corridor.auth import viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Forbidden, NotFound
from corridor.web import session
from forum_service.boards.queries import list_boards
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import me, reads
from forum_service.discourse.given import given
from forum_service.discourse.groups import groups_of
from forum_service.discourse.members import (
    get_user,
    get_user_by_external,
    get_user_by_number,
    list_users,
    search_users,
)
from forum_service.discourse.shapes.users import admin_user, basic_user, full_user
from forum_service.tracking.models import Level

PER_PAGE = 100


@reads("/u/<name>")
def show_user(name: str) -> Response:
    """Somebody's page."""
    return say({"user": _user(get_user(session(), name))})


@reads("/u/by-external/<external>")
@reads("/u/by-external/<provider>/<external>")
def user_by_external(external: str, **_: str) -> Response:
    """The same by the id of the account."""
    return say({"user": _user(get_user_by_external(session(), external))})


def _user(member: Row[Any]) -> dict[str, Any]:
    own = member.account_id == viewer().id
    shown = full_user(member, own=own or viewer().has(SECRETARIAT), groups=groups_of(session(), member))
    if own:
        boards = list_boards(session(), viewer=viewer())
        for name, level in _LEVELS.items():
            shown[f"{name}_category_ids"] = [board.id for board in boards if board.level == level]
    return shown


_LEVELS = {
    "muted": Level.MUTED,
    "regular": Level.NORMAL,
    "tracked": Level.TRACKING,
    "watched": Level.WATCHING,
    "watched_first_post": Level.WATCHING_FIRST_POST,
}


@reads("/session/current")
def current_session() -> Response:
    """Who calls."""
    who = viewer()
    member = get_user_by_external(session(), str(me()))
    return say(
        {
            "current_user": {
                **basic_user(member),
                "unread_notifications": who.unread_count,
                "unread_high_priority_notifications": 0,
                "all_unread_notifications_count": who.unread_count,
                "can_create_topic": any(one.may_open for one in list_boards(session(), viewer=who)),
                "can_send_private_messages": True,
                "staff": who.is_staff,
                "timezone": who.time_zone,
                "external_id": str(who.id),
                "groups": groups_of(session(), member),
            }
        }
    )


@reads("/u/<name>/emails")
def user_emails(name: str) -> Response:
    """The address of somebody: for themselves and the secretariat."""
    member = get_user(session(), name)
    if member.account_id != viewer().id and not viewer().has(SECRETARIAT):
        raise NotFound
    return say(
        {"email": member.email, "secondary_emails": [], "unconfirmed_emails": [], "associated_accounts": []}
    )


@reads("/u/search/users")
def find_users() -> Response:
    """Members whose name begins with `term`."""
    found = search_users(session(), given().text("term"))
    return say({"users": [basic_user(one) for one in found], "groups": []})


@reads("/directory_items")
def directory() -> Response:
    """All members, a hundred at a time."""
    page = min(given().number("page") or 0, 1000)
    found = list_users(session(), flag="active", email="", page=page, size=50)
    items = [{"id": one.number, "user": basic_user(one)} for one in found]
    return say({"directory_items": items, "meta": {"total_rows_directory_items": len(items) + page * 50}})


@reads("/admin/users/list/<flag>")
def admin_users(flag: str) -> Response:
    """Members for the secretariat: `active`, `all`, `staff`, `suspended`, or the one of an `email`."""
    _check_secretariat()
    asked = given()
    page = min((asked.number("page") or 1) - 1, 1000)
    found = list_users(session(), flag=flag, email=asked.text("email"), page=max(page, 0), size=PER_PAGE)
    return say([admin_user(one) for one in found])


@reads("/admin/users/<int:number>")
def admin_show_user(number: int) -> Response:
    """A member for the secretariat."""
    _check_secretariat()
    return say(admin_user(get_user_by_number(session(), number)))


def _check_secretariat() -> None:
    if not viewer().has(SECRETARIAT):
        raise Forbidden("You are not permitted to view the requested resource.")
