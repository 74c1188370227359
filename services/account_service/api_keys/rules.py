"""What a key can open, and for how long."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

MOST_KEYS = 20
LIVES = (30, 90, 365)
SCOPES: dict[str, LazyString] = {
    "match:read": _("Read needs, providers and matches"),
    "match:write": _("Register providers and their evidence"),
    "forum:read": _("Read the forums you may read"),
    "forum:write": _("Write in the forums in your name"),
    "notify:read": _("Read your notifications"),
}
