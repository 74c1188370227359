"""The forms of the sign-up."""

from marshmallow import Schema, fields, validate


class EmailForm(Schema):
    """The address everything begins with."""

    email = fields.Email(required=True, validate=validate.Length(max=254))
    return_to = fields.String(load_default="")


class PasswordForm(Schema):
    """A new password."""

    password = fields.String(required=True, validate=validate.Length(max=1024))
