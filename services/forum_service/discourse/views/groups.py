"""Groups and who is in them."""

from flask import Response

from corridor.auth import viewer
from corridor.web import session
from forum_service.boards.rules import GROUP
from forum_service.discourse.accounts import ask_accounts
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import administers, reads
from forum_service.discourse.given import Given, Unusable, given
from forum_service.discourse.groups import get_group, group_item, list_groups
from forum_service.discourse.members import get_user_by_number, members_with_role, users_among, users_named
from forum_service.discourse.shapes.users import basic_user

MOST = 1000
USUAL = 50


@reads("/groups/search")
def search_groups() -> Response:
    """All groups, as a list."""
    return say([group_item(one) for one in list_groups(session())])


@reads("/groups")
def groups() -> Response:
    """All groups."""
    found = [group_item(one) for one in list_groups(session())]
    return say({"groups": found, "total_rows_groups": len(found), "load_more_groups": ""})


@reads("/groups/<name>")
def show_group(name: str) -> Response:
    """One group."""
    group = get_group(session(), name)
    role = GROUP + group.slug
    _members, total = members_with_role(session(), role, skip=0, size=1)
    own = role in viewer().roles
    shown = {**group_item(group), "user_count": total, "is_group_user": own, "can_see_members": True}
    return say({"group": shown, "extras": {"visible_group_names": []}})


@reads("/groups/<name>/members")
def group_members(name: str) -> Response:
    """Who is in a group; `meta.total` is exact, for programs that ask until they have all."""
    asked = given()
    group = get_group(session(), name)
    skip, limit = min(asked.number("offset") or 0, 10**6), asked.number("limit")
    size = USUAL if limit is None else min(limit, MOST)
    found, total = members_with_role(session(), GROUP + group.slug, skip=skip, size=size)
    owners = users_among(session(), ask_accounts("owners", slug=group.slug)["handles"])
    return say(
        {
            "members": [basic_user(one) for one in found],
            "owners": [basic_user(one) for one in owners],
            "meta": {"total": total, "limit": size, "offset": skip},
        }
    )


@administers("/groups/<int:number>/members", "PUT")
def add_members(number: int) -> Response:
    """Take members into a group: its owners and the secretariat."""
    return _change("join-group", str(number), _handles(given()))


@administers("/groups/<int:number>/members", "DELETE")
def remove_members(number: int) -> Response:
    """Let members go."""
    return _change("leave-group", str(number), _handles(given()))


@administers("/admin/users/<int:number>/groups", "POST")
def add_to_group(number: int) -> Response:
    """Take one member into a group."""
    group = given().need("group_id")
    return _change("join-group", group, [get_user_by_number(session(), number).handle])


def _change(act: str, name: str, handles: list[str]) -> Response:
    group = get_group(session(), name)
    if not handles:
        raise Unusable("usernames")
    changed = ask_accounts(act, slug=group.slug, handles=handles)
    return done(usernames=changed["handles"], emails=[])


def _handles(asked: Given) -> list[str]:
    if asked.number("user_id") is not None:
        return [get_user_by_number(session(), asked.number("user_id") or 0).handle]
    return [one.handle for one in users_named(session(), asked.many("usernames"))]
