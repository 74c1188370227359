"""The forms of the register."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, pre_load, validates_schema
from marshmallow.validate import Length, OneOf

from corridor.parties import party_by_code
from notify_service.register.rules import GROUPS, KINDS, LANGUAGES, ORGANISATION, tidy_address


class EntryForm(Schema):
    """One person in one capacity."""

    kind = fields.String(required=True, validate=OneOf(KINDS))
    party = fields.String(load_default="", validate=OneOf(["", *party_by_code()]))
    title = fields.String(load_default="", validate=Length(max=40))
    name = fields.String(required=True, validate=Length(max=200))
    position = fields.String(load_default="", validate=Length(max=200))
    organisation = fields.String(load_default="", validate=Length(max=300))
    email = fields.String(required=True, validate=Length(max=254))
    phone = fields.String(load_default="", validate=Length(max=60))
    language = fields.String(load_default="en", validate=OneOf(LANGUAGES))
    deputy = fields.Boolean(load_default=False)

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_options: Any) -> dict[str, Any]:
        """Addresses are kept in small letters, names without spaces around them."""
        tidied = {name: value.strip() if isinstance(value, str) else value for name, value in data.items()}
        if "email" in tidied:
            tidied["email"] = tidy_address(str(tidied["email"])) or tidied["email"]
        return tidied

    @validates_schema
    def somebody_somewhere(self, data: Mapping[str, Any], **_options: Any) -> None:
        """A focal point is one of a Party; an address can be written to."""
        wrong: dict[str, list[str]] = {}
        if data.get("kind") != ORGANISATION and not data.get("party"):
            wrong["party"] = [_("A focal point needs a Party.")]
        if tidy_address(str(data.get("email", ""))) is None:
            wrong["email"] = [_("This is no mail address.")]
        if wrong:
            raise ValidationError(wrong)


class ImportForm(Schema):
    """What comes beside the file."""

    complete = fields.Boolean(load_default=False)


class ApplyForm(Schema):
    """What was shown before the button was pressed."""

    mark = fields.String(required=True, validate=Length(max=64))


class ListQuery(Schema):
    """What the list is narrowed to."""

    q = fields.String(load_default="", validate=Length(max=200))
    kind = fields.String(load_default="", validate=OneOf(KINDS))
    party = fields.String(load_default="", validate=OneOf(list(party_by_code())))
    group = fields.String(load_default="", validate=OneOf(GROUPS))
    state = fields.String(load_default="", validate=OneOf(("ended", "declined")))
