"""Members."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from corridor.auth import roles
from corridor.auth.roles import MODERATOR, SECRETARIAT
from forum_service.boards.rules import GROUP
from forum_service.discourse.paths import PREFIX

# What stands for the house itself, and for people we no longer know.
SYSTEM = -1
# We draw initials, not pictures; programs want an address with a size in it.
AVATAR = f"{PREFIX}/letter_avatar/{{name}}/{{{{size}}}}.svg"
People = Mapping[UUID, Row[Any]]


def moment(value: Any) -> str | None:
    """A time as those programs read it."""
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None


def avatar(handle: str) -> str:
    """The address of the picture of somebody, with a place for its size."""
    return AVATAR.format(name=handle or "system").replace("{{", "{").replace("}}", "}")


def basic_user(member: Any) -> dict[str, Any]:
    """Somebody in a list."""
    return {
        "id": member.number,
        "username": member.handle,
        "name": member.name,
        "avatar_template": avatar(member.handle),
        "title": member.organisation,
        "admin": roles.has(frozenset(member.roles), SECRETARIAT),
        "moderator": roles.has(frozenset(member.roles), MODERATOR),
        "trust_level": trust_level(member.roles),
    }


def trust_level(held: list[str]) -> int:
    """Nobody earns rights here: members have all that those programs ask for, staff is staff."""
    return 4 if {SECRETARIAT, MODERATOR} & set(held) else 2


def number_of(people: People, account_id: UUID) -> int:
    """The number of somebody."""
    member = people.get(account_id)
    return member.number if member else SYSTEM


def handle_of(people: People, account_id: UUID) -> str:
    """The user name of somebody."""
    member = people.get(account_id)
    return member.handle if member else "system"


def full_user(member: Any, *, own: bool, groups: list[dict[str, Any]]) -> dict[str, Any]:
    """Somebody on their own page; the address only for themselves and the secretariat."""
    private = {"email": member.email, "secondary_emails": [], "user_option": _options(member)} if own else {}
    return {
        **basic_user(member),
        "created_at": moment(member.joined_at),
        "last_seen_at": None,
        "bio_raw": "",
        "location": member.country,
        "locale": member.ui_language,
        "timezone": member.time_zone,
        "user_fields": {"organisation": member.organisation, "country": member.country},
        "custom_fields": {"languages": list(member.languages)},
        "external_id": str(member.account_id),
        "groups": groups,
        "badge_count": 0,
        "can_edit": own,
        "can_send_private_message_to_user": True,
        "suspended_till": None if member.active else "3000-01-01T00:00:00.000Z",
        **private,
    }


def _options(member: Any) -> dict[str, Any]:
    return {"user_id": member.number, "mailing_list_mode": False, "email_digests": True, "email_level": 1}


def admin_user(member: Any) -> dict[str, Any]:
    """Somebody as the secretariat sees them; flat."""
    return {
        **basic_user(member),
        "email": member.email,
        "secondary_emails": [],
        "active": member.active,
        "approved": True,
        "staged": False,
        "suspended": not member.active,
        "created_at": moment(member.joined_at),
        "single_sign_on_record": {"external_id": str(member.account_id)},
        "groups": [{"name": name} for name in group_names(member.roles)],
    }


def group_names(held: list[str]) -> list[str]:
    """The groups among roles."""
    return [role.removeprefix(GROUP) for role in held if role.startswith(GROUP)]
