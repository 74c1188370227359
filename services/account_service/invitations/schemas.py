"""The form of an invitation."""

from marshmallow import Schema, fields, validate

from account_service.invitations.rules import PLAIN_ROLES
from corridor.parties import party_by_code
from corridor.web.i18n import LANGUAGES


def party_or_none(value: str) -> None:
    """A Party's code, or nothing."""
    validate.OneOf(["", *party_by_code()])(value)


class InvitationForm(Schema):
    """Whom, in which language, and to what."""

    email = fields.Email(required=True, validate=validate.Length(max=254))
    name = fields.String(load_default="", validate=validate.Length(max=100))
    language = fields.String(required=True, validate=validate.OneOf(list(LANGUAGES)))
    roles = fields.List(fields.String(validate=validate.OneOf(PLAIN_ROLES)), load_default=list)
    representative_of = fields.String(load_default="", validate=party_or_none)
    focal_point_of = fields.String(load_default="", validate=party_or_none)
    centre = fields.String(load_default="", validate=validate.Length(max=100))
    groups = fields.List(fields.String(validate=validate.Length(max=100)), load_default=list)
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
