"""Fields that forms and JSON share: the controlled words, texts with bounds, dates."""

from collections.abc import Iterable
from typing import Any

from marshmallow import fields, validate

from corridor.parties import party_by_code
from matchmaking_service.vocabulary import TARGETS

LONGEST_TITLE = 300
LONGEST_TEXT = 20_000
LONGEST_LINE = 500

TARGET_IDS = tuple(TARGETS)


def line(*, required: bool = False, longest: int = LONGEST_LINE, **more: Any) -> fields.String:
    """A line of text; required means not blank."""
    rules: list[Any] = [validate.Length(max=longest)]
    if required:
        rules.append(validate.Regexp(r"(?s).*\S", error="Missing data for required field."))
    return fields.String(required=required, validate=rules, **_default(required, "", more))


def prose(*, required: bool = False, longest: int = LONGEST_TEXT, **more: Any) -> fields.String:
    """A longer text."""
    return line(required=required, longest=longest, **more)


def one_of(values: Iterable[str], **more: Any) -> fields.String:
    """One of the controlled words."""
    return fields.String(validate=validate.OneOf(list(values)), **more)


def some_of(values: Iterable[str], **more: Any) -> fields.List[Any]:
    """Any of the controlled words, each once."""
    allowed = list(values)
    if not more.get("required"):
        more.setdefault("load_default", list)
    word = fields.String(validate=validate.OneOf(allowed))
    return fields.List(word, validate=validate.Length(max=len(allowed)), **more)


def party(**more: Any) -> fields.String:
    """The code of a Party."""
    return one_of(party_by_code(), **more)


def _default(required: bool, value: Any, more: dict[str, Any]) -> dict[str, Any]:
    return more if required or "load_default" in more else {"load_default": value, **more}
