"""What a message must be: for somebody, and not for everybody."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _

from corridor.errors import Invalid

# Named one by one; a group counts as one.
MOST_NAMED = 50
MOST_READERS = 1000
_BETWEEN = re.compile(r"[,;\n،；，、]+")


def names_in(typed: str) -> list[str]:
    """The handles or names typed into the field, each once: "@amina.diallo, Kenji Tanabe"."""
    names = (" ".join(part.split()).removeprefix("@").strip() for part in _BETWEEN.split(typed))
    return list(dict.fromkeys(name for name in names if name))


def check_named(names: Iterable[str]) -> None:
    """Refuse a list too long to be private."""
    if len(list(names)) > MOST_NAMED:
        raise wrong_recipients(_("Name at most %(count)s people, or write to a group.", count=MOST_NAMED))


def check_readers(count: int) -> None:
    """Refuse a message to nobody, or to half the house."""
    if count == 0:
        raise wrong_recipients(_("Say who is to read this: a member, or a group."))
    if count > MOST_READERS:
        raise wrong_recipients(_("At most %(count)s people can take part in a message.", count=MOST_READERS))


def wrong_recipients(message: str) -> Invalid:
    """What is wrong with the field of recipients."""
    return Invalid(message, errors={"to": [message]})
