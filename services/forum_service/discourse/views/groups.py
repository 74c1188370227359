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
from forum_service.groups.models import Group

MOST = 1000
USUAL = 50
_WORDS = {"full_name": "name", "bio_raw": "description"}


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


@administers("/groups/<int:number>/owners", "PUT")
def add_owners(number: int) -> Response:
    """Let others decide about a group, too."""
    return _change("add-owners", str(number), _handles(given()))


@administers("/groups/<int:number>/owners", "DELETE")
def remove_owners(number: int) -> Response:
    """Let some decide no more."""
    return _change("remove-owners", str(number), _handles(given()))


@administers("/admin/groups", "POST")
def create_group() -> Response:
    """Found a group; whoever calls is its first owner."""
    asked = _about(given())
    made = ask_accounts(
        "found-group",
        slug=asked.need("name"),
        name=asked.text("full_name"),
        description=asked.text("bio_raw"),
        owners=asked.many("owner_usernames"),
    )
    group = Group(slug=made["slug"], name=made["name"], description=made["description"], writable=False)
    return say({"basic_group": group_item(group)})


@administers("/groups/<int:number>", "PUT")
def update_group(number: int) -> Response:
    """Other words for a group."""
    asked = _about(given())
    words = {name: asked.text(name) for name in _WORDS if name in asked}
    changes = {_WORDS[name]: value for name, value in words.items()}
    ask_accounts("change-group", slug=get_group(session(), str(number)).slug, changes=changes)
    return done()


@administers("/admin/groups/<int:number>", "DELETE")
def delete_group(number: int) -> Response:
    """Close a group; what it wrote stays."""
    ask_accounts("close-group", slug=get_group(session(), str(number)).slug)
    return done()


def _about(asked: Given) -> Given:
    """What was sent of a group, be it by itself or within `group`."""
    inside = asked.inside("group")
    return Given(iter(inside.items())) if inside else asked


def _change(act: str, name: str, handles: list[str]) -> Response:
    group = get_group(session(), name)
    if not handles:
        raise Unusable("usernames")
    changed = ask_accounts(act, slug=group.slug, handles=handles)
    return done(usernames=changed["handles"], emails=[])


def _handles(asked: Given) -> list[str]:
    if asked.number("user_id") is not None:
        return [get_user_by_number(session(), asked.number("user_id") or 0).handle]
    return [one.handle for one in users_named(session(), _about(asked).many("usernames"))]
