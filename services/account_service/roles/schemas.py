"""The form of a role to give."""

from marshmallow import Schema, fields, validate

from corridor.auth.roles import SCOPE_KINDS


class RoleForm(Schema):
    """A role, and the Party or the centre when it is for one."""

    role = fields.String(required=True, validate=validate.OneOf(list(SCOPE_KINDS)))
    party = fields.String(load_default="", validate=validate.Length(max=2))
    centre = fields.String(load_default="", validate=validate.Length(max=100))
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)


class GrantForm(Schema):
    """A role as it is to be given, with its term."""

    role = fields.String(load_default="", validate=validate.Length(max=100))
    scope = fields.String(load_default=None, validate=validate.Length(max=100))
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
