"""The form of a new key."""

from marshmallow import Schema, fields, validate

from account_service.api_keys.rules import FOR_SECRETARIAT, LIVES, SCOPES


class KeyForm(Schema):
    """What it is for, what it opens, how long it lives."""

    name = fields.String(required=True, validate=validate.Length(max=80))
    scopes = fields.List(
        fields.String(validate=validate.OneOf([*SCOPES, *FOR_SECRETARIAT])),
        required=True,
        validate=validate.Length(min=1),
    )
    days = fields.Integer(required=True, validate=validate.OneOf(LIVES))
