"""What a draft may belong to."""

import re

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

_KEY = re.compile(r"new|(?:reply|edit)/[1-9]\d{0,18}")
# What a composer holds besides its text.
FIELDS = frozenset({"title", "forum", "language", "reply_to", "version", "reason", "tags"})


def check_key(key: str) -> str:
    """The key, when it names a new topic, a reply or an edit; raises Invalid."""
    if not _KEY.fullmatch(key) or int(key.partition("/")[2] or 0) >= 2**63:
        raise Invalid(_("There is nothing that this draft could belong to."))
    return key
