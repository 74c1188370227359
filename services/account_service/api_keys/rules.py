"""What a key can open, for whom, and for how long."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from corridor.auth import roles

MOST_KEYS = 20
LIVES = (30, 90, 365)
# The key of an app ends when it was not used for so long.
APP_KEYS_IDLE = timedelta(days=180)
SCOPES: dict[str, LazyString] = {
    "match:read": _("Read needs, providers and matches"),
    "match:write": _("Register providers and their evidence"),
    "forum:read": _("Read the forums you may read"),
    "forum:write": _("Write in the forums in your name"),
    "notify:read": _("Read your notifications"),
}
# A program with such a key speaks for whom it names. Each call in another name is written down.
ALL_USERS = "forum:all_users"
FOR_SECRETARIAT: dict[str, LazyString] = {
    ALL_USERS: _("Act in the forums in the name of any member"),
    "forum:accounts": _("Invite people, open accounts, and decide who is in which group"),
}


def scopes_for(held: Collection[str]) -> dict[str, LazyString]:
    """What keys of somebody with these roles can open."""
    return SCOPES | FOR_SECRETARIAT if roles.has(frozenset(held), roles.SECRETARIAT) else SCOPES


def living_scopes(scopes: Sequence[str], held: Collection[str]) -> list[str]:
    """What a key still opens: less, when its owner has left the secretariat."""
    return [scope for scope in scopes if scope in scopes_for(held)]
