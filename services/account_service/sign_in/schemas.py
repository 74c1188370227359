"""The forms of the sign-in."""

from marshmallow import Schema, fields, validate


class SignInForm(Schema):
    """The password stays empty when a code is asked for."""

    email = fields.Email(required=True, validate=validate.Length(max=254))
    password = fields.String(load_default="", validate=validate.Length(max=1024))
    keep = fields.Boolean(load_default=False)
    return_to = fields.String(load_default="")


class CodeForm(Schema):
    """Six digits, however they are typed."""

    code = fields.String(required=True, validate=validate.Length(max=40))
