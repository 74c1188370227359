"""What is wrong with a field, in our words and the reader's language instead of marshmallow's."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l

_NUMBER = r"(-?[\d.]+)"
_RULES: tuple[tuple[str, Any], ...] = (
    (r"Missing data for required field\.|Field may not be null\.", _l("Please fill this in.")),
    (r"Unknown field\.", _l("This form has no such field.")),
    (rf"Shorter than minimum length {_NUMBER}\.", _l("Please write at least %(a)s characters.")),
    (rf"Longer than maximum length {_NUMBER}\.", _l("Please use no more than %(a)s characters.")),
    (
        rf"Length must be between {_NUMBER} and {_NUMBER}\.",
        _l("Please write between %(a)s and %(b)s characters."),
    ),
    (rf"Length must be {_NUMBER}\.", _l("Please write exactly %(a)s characters.")),
    (
        rf"Must be greater than or equal to {_NUMBER} and less than or equal to {_NUMBER}\.",
        _l("Please give a number between %(a)s and %(b)s."),
    ),
    (rf"Must be greater than or equal to {_NUMBER}\.", _l("Please give a number of at least %(a)s.")),
    (rf"Must be less than or equal to {_NUMBER}\.", _l("Please give a number of at most %(a)s.")),
    (r"Not a valid (integer|number)\.|Number too large\.", _l("Please give a number.")),
    (r"Not a valid email address\.", _l("Please give an e-mail address like name@example.org.")),
    (r"Not a valid URL\.", _l("Please give a web address that begins with https://.")),
    (r"Not a valid (date|datetime|time)\.", _l("Please give a date.")),
    (r"Must be one of: .*", _l("Please choose one of the options.")),
    (r"One or more of the choices you made was not in: .*", _l("Please choose from the options.")),
    (r"Not a valid \w+\.|Invalid (input|value|type)\.|.* does not match .*", _l("This does not look right.")),
)


def in_our_words(message: object) -> str:
    """The reader's words for a message of the schema library; our own messages stay as they are."""
    text = str(message)
    for pattern, ours in _RULES:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return str(ours) % _numbers(found)
    return text


def _numbers(found: re.Match[str]) -> dict[str, str]:
    groups = [group for group in found.groups() if group is not None]
    return dict(zip("ab", groups, strict=False))
